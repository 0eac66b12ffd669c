// A posting on its way, moved by the plain forms: they work whether scripts are on or off. What only prepares a story is
// sent without a browser.
import { expect, type Locator, type Page, type Request } from "@playwright/test";
import { server } from "./server.ts";

/** A day on which a posting may close. */
const IN_SIXTY_DAYS = new Date(Date.now() + 60 * 24 * 3600_000).toISOString().slice(0, 10);

/** Everything that a posting needs before it can be submitted, besides what its template brought. */
export const REQUIRED = {
  employmentType: "FULL_TIME",
  "baseSalary.currency": "EUR",
  "baseSalary.minValue": "60000",
  "baseSalary.maxValue": "95000",
  "baseSalary.unitText": "YEAR",
  workPlace: "hybrid",
  "jobLocation.0.addressLocality": "Hamburg",
  "jobLocation.0.addressCountry": "DE",
  validThrough: IN_SIXTY_DAYS,
  howToApply: "https://northwind.example/apply",
  vacancyStatus: "existing",
  aiUseInHiring: "not_used",
};

/** The path of a posting of the list, by its exact title. */
export async function postingNamed(page: Page, title: string): Promise<string> {
  await page.goto("/postings");
  const link = page.getByRole("rowheader").getByRole("link", { name: title, exact: true });
  return (await link.getAttribute("href")) ?? "";
}

/** A complete draft of one's own: a copy of another posting under a new title. */
export async function copyOf(page: Page, original: string, title: string): Promise<string> {
  const list = await read(page, "/postings");
  const start = new RegExp(`href="(/postings/new[?]from=[^"]*)" aria-label="Start a copy of ${original}"`).exec(list);
  if (!start) throw new Error(`${original} is not in the list`);
  const hidden = (await read(page, start[1])).matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  const made = Object.fromEntries([...hidden].map(([, name, value]) => [name, value]));
  const from = new URL(start[1], server.url).searchParams.get("from") ?? "";
  const posting = await send(page, `${start[1]}&do=create_posting`, { ...made, start: "copy", from });
  await writeFacts(page, posting, { title, validThrough: IN_SIXTY_DAYS });
  return posting;
}

/** Opens the draft as plain forms. Without scripts the browser may still be on its way there by itself. */
export async function openPlain(page: Page, posting: string) {
  if (!page.url().endsWith(`${posting}?plain=1`)) await page.goto(`${posting}?plain=1`).catch(() => undefined);
  await expect(page).toHaveURL(new RegExp(`${posting}\\?plain=1`));
}

/** Facts by their schema.org names, typed into the plain form and saved. */
export async function typeFacts(page: Page, posting: string, facts: Record<string, string>) {
  await openPlain(page, posting);
  for (const [key, value] of Object.entries(facts)) await fact(page, key).fill(value);
  expect(await sent(page, page.getByRole("button", { name: "Save facts" }))).toBe(303);
}

/** Facts by their schema.org names. */
export async function writeFacts(page: Page, posting: string, facts: Record<string, string>) {
  const kept = (await read(page, `${posting}?plain=1`)).matchAll(/<textarea name="was\[([^"]*)\]"[^>]*>\n([^<]*)</g);
  const was = Object.fromEntries([...kept].map(([, key, value]) => [key, value.replaceAll("&amp;", "&")]));
  const form: Record<string, string> = { posting: idOf(posting) };
  for (const [key, value] of Object.entries(facts)) {
    form[`was[${key}]`] = was[key] ?? "";
    form[`facts[${key}]`] = value;
  }
  await send(page, `${posting}?plain=1&do=save_facts`, form);
}

const idOf = (posting: string): string => posting.split("/").pop() ?? "";

/** Sends a form, and answers with the status that it was answered with. */
export async function sent(page: Page, button: Locator): Promise<number> {
  // Not what a script asks for on the page.
  const isForm = (request: Request) => request.method() === "POST" && request.isNavigationRequest();
  const answer = page.waitForResponse((response) => isForm(response.request()));
  await button.click();
  const status = (await answer).status();
  await page.waitForLoadState();
  return status;
}

const fact = (page: Page, key: string): Locator => page.locator(`[id="fact-${key}"]`);

/** A line of the sheet by words that it contains. */
export function line(page: Page, words: string): Locator {
  return page.locator("li.line", { hasText: words });
}

export async function reword(page: Page, posting: string, words: string, now: string) {
  await openPlain(page, posting);
  const place = line(page, words);
  await place.getByRole("textbox", { name: "Line" }).fill(now);
  await place.getByRole("button", { name: "Save", exact: true }).click();
  await expect(line(page, now)).toBeVisible();
}

/** Asks for approval from the page that is open, whatever comes of it. */
export async function submitHere(page: Page, message: string) {
  await page.locator("summary", { hasText: "Submit" }).click();
  await page.getByLabel("Message to the reviewers").fill(message);
  await page.getByRole("button", { name: "Submit for review" }).click();
}

export async function submit(page: Page, posting: string, message: string) {
  await send(page, `${posting}/history?do=submit`, { posting: idOf(posting), message });
}

/** Opens the review and fills the ballot, without sending it. */
export async function fillBallot(page: Page, posting: string, verdict: string, comment = "") {
  await page.goto(`${posting}/review`);
  await page.getByRole("radio", { name: new RegExp(`^${verdict}`) }).check();
  await page.getByLabel("Comment").fill(comment);
}

export const decideButton = (page: Page): Locator => page.getByRole("button", { name: /^Decide on revision/ });

export async function approve(page: Page, posting: string) {
  await fillBallot(page, posting, "Approve");
  await decideButton(page).click();
  await expect(stage(page)).toHaveText("Approved");
}

/** Takes a step of the menu that says what it does before it does it. */
export async function takeStep(page: Page, step: string, button: string) {
  await openMenu(page);
  await page.locator("summary.menu-item", { hasText: step }).click();
  await page.getByRole("button", { name: button }).click();
}

export async function openMenu(page: Page) {
  await page.locator("summary", { hasText: "More about this posting" }).click();
}

/** Where the posting stands, as its pages show it. */
export const stage = (page: Page): Locator => page.locator(".page-head .badge, .topbar .badge").first();

/** What was submitted and decided, as the history tells it, the oldest first. */
export async function told(page: Page, posting: string): Promise<string[]> {
  await page.goto(`${posting}/history?show=review`);
  const entries = await page.locator(".timeline > li > p").allInnerTexts();
  return entries.reverse();
}

/** Invites somebody to the posting, and answers with the link to hand over. */
export async function invite(page: Page, posting: string, name: string): Promise<string> {
  await page.goto(`${posting}/history`);
  await openMenu(page);
  await page.getByRole("link", { name: "Guests", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail").fill(`${name.replace(" ", ".").toLowerCase()}@client.example`);
  await page.getByLabel("Message", { exact: true }).fill("Is the pay right?");
  expect(await sent(page, page.getByRole("button", { name: "Invite", exact: true }))).toBe(303);
  const link = new URL(await page.getByLabel("Guest link").inputValue());
  return link.pathname + link.search;
}

/** Opens a guest's link for good. */
export async function openLink(page: Page) {
  expect(await sent(page, page.getByRole("button", { name: "Open the posting" }))).toBe(303);
}

/** What a page says to whoever is signed in here, without showing it: drawing one takes a browser longer than all else. */
async function read(page: Page, address: string): Promise<string> {
  return (await ask(page, address, {})).text();
}

/** Sends a form without showing its page, and answers with where it leads. */
async function send(page: Page, address: string, form: Record<string, string>): Promise<string> {
  const answer = await ask(page, address, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  expect(answer.status, address).toBe(303);
  return answer.headers.get("location") ?? "";
}

async function ask(page: Page, address: string, request: RequestInit): Promise<Response> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return fetch(new URL(address, server.url), { ...request, headers: { cookie, origin: server.url } });
}
