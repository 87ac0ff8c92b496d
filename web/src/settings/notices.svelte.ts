// Whether the browser tells of new requests while the page is out of sight.
import { kept } from "../ui/kept.svelte";

/** Whether this person wants notices in this browser. The browser's own permission is asked for when it is switched on. */
export const notices = kept("notices", false);

/** How the browser stands to notices; `missing` where it knows none, as over plain HTTP from elsewhere. */
export const permission = (): NotificationPermission | "missing" =>
  "Notification" in window ? Notification.permission : "missing";

/** Switches notices on, if the browser lets them through. */
export async function askForNotices(): Promise<NotificationPermission | "missing"> {
  if (permission() === "missing") return "missing";
  const said = await Notification.requestPermission();
  notices.value = said === "granted";
  return said;
}
