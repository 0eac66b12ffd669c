// Working in a draft: by the live editor when scripts are on, by the plain forms when they are off.
import { expect, type Locator, type Page } from "@playwright/test";
import { DANA, signIn } from "./people.ts";

/** The editor has come to life; without scripts the browser has gone on to the plain form. */
export async function opened(page: Page, scripts: boolean) {
  if (scripts) await expect(page.locator("html[data-editor=alive]")).toHaveCount(1);
  else await expect(page).toHaveURL(/plain=1/);
}

/** A draft of Dana's own, from a template, open in the live editor; its address. */
export async function newDraft(page: Page): Promise<string> {
  await signIn(page, DANA, "/postings/new");
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, true);
  return page.url();
}

/** What the bar promises: everything is in the database. */
export async function saved(page: Page) {
  await expect(page.locator("#save-state")).toHaveText("Saved");
}

export function section(page: Page, heading: string): Locator {
  return page.getByRole("region", { name: heading, exact: true });
}

/** The text areas of the lines of a section, or of the whole sheet. */
export function lines(within: Page | Locator): Locator {
  return within.locator(".line-text");
}

/** How many lines the sheet has, once all of it is here: a form's answer arrives piece by piece. */
export async function count(page: Page): Promise<number> {
  await page.waitForLoadState();
  return lines(page).count();
}

export async function words(within: Page | Locator): Promise<string[]> {
  return lines(within).evaluateAll((areas) => areas.map((area) => (area as HTMLTextAreaElement).value));
}

/** Adds an item of the library where such lines usually go. */
export async function addFromLibrary(page: Page, scripts: boolean, name: string) {
  const search = page.getByRole("searchbox", { name: "Search the library" });
  const before = await count(page);
  await search.fill(name);
  if (!scripts) await search.press("Enter");
  await page.getByRole("button", { name: `Add ${name}`, exact: true }).click();
  await expect(lines(page)).toHaveCount(before + 1);
  if (scripts) await saved(page);
}

/** Adds a line of one's own at the end of a section. */
export async function addLine(page: Page, scripts: boolean, heading: string, text: string) {
  const place = section(page, heading);
  await page.waitForLoadState();
  const before = await lines(place).count();
  if (scripts) {
    await place.getByRole("button", { name: /Add a line/ }).click();
    await expect(lines(place)).toHaveCount(before + 1);
    await page.keyboard.type(text);
    await page.keyboard.press("Escape");
    await saved(page);
  } else {
    await place.getByLabel(`New line in ${heading}`).fill(text);
    await place.getByRole("button", { name: "Add line" }).click();
    await expect(lines(place)).toHaveCount(before + 1);
  }
}

/** Fills facts by their schema.org names; choices by their words. */
export async function setFacts(page: Page, scripts: boolean, facts: Record<string, string>) {
  for (const [key, value] of Object.entries(facts)) {
    // The live sheet has its title on top, not among the facts.
    const field = scripts && key === "title" ? page.getByLabel("Job title") : page.locator(`[id="fact-${key}"]`);
    const is = await field.evaluate((element) => element.tagName);
    await (is === "SELECT" ? field.selectOption(value) : field.fill(value));
  }
  if (scripts) await saved(page);
  else await page.getByRole("button", { name: "Save facts" }).click();
}

/** Drags by the steps of a hand. */
export async function drag(page: Page, from: Locator, to: Locator, place: "upper" | "lower") {
  await to.scrollIntoViewIfNeeded();
  await from.hover();
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("nothing to drag, or nowhere to drag it");
  const [x, y] = [end.x + end.width / 2, end.y + end.height * (place === "upper" ? 0.2 : 0.8)];
  await page.mouse.down();
  await page.mouse.move(start.x + 20, start.y + 20, { steps: 4 });
  await page.mouse.move(x, y, { steps: 8 });
  await page.mouse.up();
}

/** An input method writes 日本 at the caret; something else happens while it composes. */
export async function compose(page: Page, meanwhile: () => Promise<void>) {
  const ime = await page.context().newCDPSession(page);
  await ime.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
  await meanwhile();
  await ime.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
  await ime.send("Input.insertText", { text: "日本" });
  await saved(page);
}
