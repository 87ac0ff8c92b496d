// A link that an agent wrote is followed only after one has seen where it leads.
import { destination, type Destination } from "./host";

let asked = $state.raw<Destination | undefined>();

export const leaving = {
  get to(): Destination | undefined {
    return asked;
  },
  stay(): void {
    asked = undefined;
  },
};

/** Asks whether to follow a link. */
export function follow(address: string): void {
  asked = destination(address);
}
