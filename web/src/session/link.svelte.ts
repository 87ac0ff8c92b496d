// The sign-in link that the page was opened with. Its secret stands behind the #, which browsers send to nobody; it goes
// from the address bar at once.

let secret = $state("");

function take(): void {
  if (location.pathname !== "/sign-in" || location.hash.length < 2) return;
  secret = location.hash.slice(1);
  history.replaceState(null, "", `${location.pathname}${location.search}`);
}
take();
// Another link may be opened where this page is open already.
addEventListener("hashchange", take);

export const link = {
  /** Empty if there is none. */
  get secret(): string {
    return secret;
  },
  forget(): void {
    secret = "";
  },
};
