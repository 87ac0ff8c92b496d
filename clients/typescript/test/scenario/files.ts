// The step `upload`.
import type { Client, FileSource } from "../../src/shared.js";
import { same, unique } from "./world.js";
import type { World } from "./world.js";

const SIZE = 700_000;

export const files = {
  async upload(world: World, client: Client): Promise<void> {
    const bytes = new Uint8Array(SIZE).map((_, at) => (at * 31 + (at >> 8)) % 256);
    const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
    const sources: FileSource[] = [await world.file(bytes), new Blob([bytes]).stream(), bytes];
    let id = "";
    for (const file of sources) {
      const upload = await client.uploads.upload({ file, fileName: "photos.bin" });
      same([upload.size, upload.sha256, upload.fileName, upload.status], [SIZE, sha256, "photos.bin", "READY"], "the upload");
      same(await client.uploads.get({ id: upload.id }), upload, "the upload as it is read");
      id = upload.id;
    }
    const { id: taskId } = await client.tasks.create({ projectName: "general", name: unique("Photos") });
    const addAttachments = [{ label: "photos.bin", uploadId: id }];
    await client.events.agentAction({ taskId, description: "Took photos.", addAttachments });
    const attached = (await client.tasks.get({ id: taskId })).task.attachments;
    same(attached, [{ label: "photos.bin", uploadId: id, sha256 }], "the attachments");
    const download = client.uploads.download({ id });
    same(
      hex(await crypto.subtle.digest("SHA-256", await new Response(download.stream()).arrayBuffer())),
      sha256,
      "the stream's hash",
    );
    same(hex(await crypto.subtle.digest("SHA-256", await (await download.blob()).arrayBuffer())), sha256, "the hash");
  },
};

function hex(hash: ArrayBuffer): string {
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
