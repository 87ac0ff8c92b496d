// What people do on the page over and over, and where they find it.
import { OUTCOMES } from "../src/request/outcomes.ts";

/** The row of a request in the list. */
export const row = (page, summary) => page.getByRole("option", { name: summary });

/** The bar in which an approval is decided. */
export const bar = (page) => page.getByRole("group", { name: "Decision" });

/** How the request ended that is read. */
export const ending = (page) => page.getByRole("region", { name: "How it ended" });

/** A link of the rail. */
export const railLink = (page, name) => page.getByRole("navigation", { name: "Workspace" }).getByRole("link", { name });

/** Goes to a request by its address. */
export async function read({ page, origin }, id) {
  await page.goto(`${origin}/inbox/${id}`);
  await page.getByRole("region", { name: "What the agent asks" }).waitFor();
}

/** Chooses an outcome by its verb, for example `Reject`. */
export const choose = (page, verb) => bar(page).getByRole("button", { name: new RegExp(`^${verb} \\w$`) }).click();

/** The button that decides, once an outcome is chosen. */
export function confirm(page, verb) {
  const { consequence } = OUTCOMES.find((words) => words.verb === verb);
  return bar(page).getByRole("button", { name: new RegExp(`^${verb}.*${consequence}`) });
}

/** Decides the request that is read. */
export async function decide(page, verb) {
  await choose(page, verb);
  await confirm(page, verb).click();
}

/** Puts the page where nobody looks at it, and back: what a browser does when another tab is in front. */
export const putAway = (page, away = true) =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, away ? "hidden" : "visible");
