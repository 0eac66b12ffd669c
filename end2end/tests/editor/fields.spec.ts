// What several people write at once beside lines: title, headings, prose facts; and who is seen there.
import { compose, opened, saved, section } from "../../support/editor.ts";
import { BEN, DANA } from "../../support/people.ts";
import { copyOf } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Locator, Page } from "@playwright/test";

ownServer();

const FULL = "PHP Backend Developer";

/** A draft of Dana's, open for her and for Ben. */
async function two(as: (person: typeof DANA, address?: string) => Promise<Page>, title: string) {
  const dana = await as(DANA);
  const posting = await copyOf(dana, FULL, title);
  await dana.goto(posting);
  const ben = await as(BEN, posting);
  for (const page of [dana, ben]) await opened(page, true);
  return { dana, ben, posting };
}

const title = (page: Page) => page.getByLabel("Job title");
const heading = (page: Page) => section(page, "What you will do").locator(".section-title");
const overview = (page: Page) => page.getByLabel("About the employer");

/** One writes at the end while the other writes at the beginning; both see both. */
async function bothWrite(field: (page: Page) => Locator, dana: Page, ben: Page) {
  const before = await field(dana).inputValue();
  const [hers, his] = [await field(dana).elementHandle(), await field(ben).elementHandle()];
  await hers?.focus();
  await dana.keyboard.press("Control+End");
  await his?.focus();
  await ben.keyboard.press("Control+Home");
  await Promise.all([dana.keyboard.type(" – senior 👩‍💻", { delay: 25 }), ben.keyboard.type("Ben: ", { delay: 25 })]);
  await Promise.all([dana, ben].map(saved));
  for (const area of [hers, his]) await expect.poll(() => area?.inputValue()).toBe(`Ben: ${before} – senior 👩‍💻`);
}

test("two people write in one title, heading and prose fact at once, and every letter survives @scripts-on", async ({ as }) => {
  const { dana, ben } = await two(as, "Written by two");
  await bothWrite(title, dana, ben);
  await bothWrite(heading, dana, ben);
  await overview(dana).fill("We run the grid.");
  await saved(dana);
  await expect(overview(ben)).toHaveValue("We run the grid.");
  await bothWrite(overview, dana, ben);
  await dana.reload();
  await opened(dana, true);
  await expect(title(dana)).toHaveValue("Ben: Written by two – senior 👩‍💻");
  await expect(overview(dana)).toHaveValue("Ben: We run the grid. – senior 👩‍💻");
});

test("a caret in the title keeps its place among the words while somebody writes before it @scripts-on", async ({ as }) => {
  const { dana, ben } = await two(as, "مطوّر 🦀 Rust");
  await title(dana).focus();
  await dana.keyboard.press("Control+End");
  await title(ben).focus();
  await ben.keyboard.press("Control+Home");
  await ben.keyboard.type("כותרת: 😀 ");
  await expect(title(dana)).toHaveValue("כותרת: 😀 مطوّر 🦀 Rust");
  await dana.keyboard.type("!");
  await expect(title(ben)).toHaveValue("כותרת: 😀 مطوّر 🦀 Rust!");
  const end = () => title(dana).evaluate((area) => (area as HTMLTextAreaElement).selectionStart);
  expect(await end()).toBe("כותרת: 😀 مطوّر 🦀 Rust!".length);
});

test("an input method composes in the title undisturbed while somebody else writes there @scripts-on", async ({ as }) => {
  const { dana, ben } = await two(as, "Composed title");
  await title(dana).focus();
  await dana.keyboard.press("Control+End");
  await title(ben).focus();
  await ben.keyboard.press("Control+Home");
  await compose(dana, async () => {
    await ben.keyboard.type("Ben: ", { delay: 20 });
    await saved(ben);
  });
  for (const page of [dana, ben]) await expect(title(page)).toHaveValue("Ben: Composed title日本");
});

test("typing in a title is one step for undo, and leaves alone what somebody else wrote there @scripts-on", async ({ as }) => {
  const { dana, ben } = await two(as, "Undone");
  await title(dana).focus();
  await dana.keyboard.press("Control+End");
  await dana.keyboard.type(" by Dana");
  await expect(title(ben)).toHaveValue("Undone by Dana");
  await title(ben).focus();
  await ben.keyboard.press("Control+Home");
  await ben.keyboard.type("Not ");
  await expect(title(dana)).toHaveValue("Not Undone by Dana");
  await dana.keyboard.press("Control+z");
  await expect(title(ben)).toHaveValue("Not Undone");
  await dana.keyboard.press("Control+Shift+z");
  await expect(title(ben)).toHaveValue("Not Undone by Dana");
});

test("one sees who works in the title, in a heading and in a fact, and where their caret is @scripts-on", async ({ as }) => {
  const { dana, ben } = await two(as, "Seen everywhere");
  const around = (field: Locator) => field.locator("xpath=..");
  for (const field of [title, heading]) {
    await field(ben).focus();
    await expect(around(field(dana)).locator(".line-people")).toHaveText("Ben");
    const [caret, area] = [await around(field(dana)).locator(".caret").boundingBox(), await field(dana).boundingBox()];
    if (!caret || !area) throw new Error("the caret or its field is not there");
    // As high as its letters, which in a title are higher than its line.
    expect(Math.abs(caret.y + caret.height / 2 - (area.y + area.height / 2))).toBeLessThan(4);
    expect(caret.x).toBeGreaterThanOrEqual(area.x - 2);
  }
  await ben.getByLabel("Seniority").focus();
  const seniority = dana.locator(".field", { has: dana.locator('[id="fact-seniority"]') }).last();
  await expect(seniority.locator(".line-people")).toHaveText("Ben");
  await overview(ben).focus();
  await expect(around(overview(dana)).locator(".line-people")).toHaveText("Ben");
  await expect(dana.locator(".line-people")).toHaveCount(1);
  await ben.close();
  await expect(dana.locator(".line-people")).toHaveCount(0, { timeout: 5_000 });
  await expect(dana.getByText("Nobody else is here.")).toBeAttached();
});

test("another tab of one's own is named as such, and the two don't fight @scripts-on", async ({ as }) => {
  const { dana, posting } = await two(as, "Two tabs");
  const tab = await dana.context().newPage();
  await tab.goto(posting);
  await opened(tab, true);
  await expect(dana.getByText("Ben Carter also here. You, in another tab.")).toBeAttached();
  await title(tab).focus();
  await expect(title(dana).locator("xpath=..").locator(".line-people")).toHaveText("You");
  await bothWrite(title, dana, tab);
  await tab.close();
  await expect(dana.getByText("Ben Carter also here.", { exact: true })).toBeAttached({ timeout: 5_000 });
  await expect(title(dana)).toHaveValue("Ben: Two tabs – senior 👩‍💻");
});
