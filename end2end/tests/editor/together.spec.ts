// Several people in one draft: who is here, words and moves that merge, and authority that reaches open editors.
import { compose, lines, opened, saved, section, words } from "../../support/editor.ts";
import { BEN, DANA, HUGO, OLGA, signInAnew, VERA } from "../../support/people.ts";
import { copyOf, takeStep } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const FULL = "PHP Backend Developer";

/** A complete draft of Dana's team, under a title of its own. */
async function draft(dana: Page, title: string): Promise<string> {
  const posting = await copyOf(dana, FULL, title);
  await dana.goto(posting);
  await opened(dana, true);
  return posting;
}

/** All that the sheet says, line by line. */
const sheet = (page: Page) => words(page.locator("#sheet"));

/** The lines of the duties, which stand together in one section. */
const duties = (page: Page) => section(page, "What you will do");

test("one sees who else is here and in which line, until they leave @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Somebody is here");
  const ben = await as(BEN, posting);
  await opened(ben, true);
  await expect(dana.getByText("Ben Carter also here.")).toBeAttached();
  await expect(ben.getByText("Dana Okafor also here.")).toBeAttached();
  await lines(duties(ben)).first().click();
  const line = (place: number) => duties(dana).locator(".line").nth(place);
  await expect(line(0).locator(".line-people")).toHaveText("Ben");
  // The caret stands among the words, and the words stay where they were.
  const [caret, field] = [await line(0).locator(".caret").boundingBox(), await line(0).locator(".line-text").boundingBox()];
  if (!caret || !field) throw new Error("the caret or its line is not there");
  expect(caret.y).toBeGreaterThanOrEqual(field.y);
  expect(caret.y + caret.height).toBeLessThanOrEqual(field.y + field.height);
  expect(caret.x - field.x).toBeGreaterThan(0);
  await ben.keyboard.press("Alt+ArrowDown");
  await expect(line(1).locator(".line-people")).toHaveText("Ben");
  await ben.context().close();
  await expect(dana.getByText("Nobody else is here.")).toBeAttached({ timeout: 5_000 });
  await expect(dana.locator(".line-people")).toHaveCount(0);
});

test("three people write, move and undo at once, and all see the same in the end @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Three at once");
  const [ben, tab] = [await as(BEN, posting), await as(DANA, posting)];
  for (const page of [ben, tab]) await opened(page, true);
  const before = await words(duties(dana));
  const [first = "", second = "", third = "", ...rest] = before;

  await lines(duties(dana)).first().click();
  await dana.keyboard.press("Control+End");
  await lines(duties(ben)).first().click();
  await ben.keyboard.press("Control+Home");
  await lines(duties(tab)).nth(2).focus();
  await Promise.all([
    dana.keyboard.type(" Dana was here.", { delay: 20 }),
    ben.keyboard.type("Ben begins: ", { delay: 20 }),
    tab.keyboard.press("Alt+ArrowUp"),
  ]);
  await Promise.all([dana, ben, tab].map(saved));
  for (const page of [dana, ben, tab]) {
    await expect.poll(() => words(duties(page))).toEqual([`Ben begins: ${first} Dana was here.`, third, second, ...rest]);
  }

  // Undo takes back one's own alone, whatever came after it.
  await tab.keyboard.press("Control+z");
  await ben.keyboard.press("Control+z");
  for (const page of [dana, ben, tab]) await expect.poll(() => words(duties(page))).toEqual([`${first} Dana was here.`, second, third, ...rest]);
});

test("three people undo and redo their own across words, moves and facts, and nobody else's @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Undone by three");
  const [ben, tab] = [await as(BEN, posting), await as(DANA, posting)];
  const everybody = [dana, ben, tab];
  for (const page of everybody) await opened(page, true);
  const [first = "", second = "", third = "", ...rest] = await words(duties(dana));
  const hours = (page: Page) => page.getByLabel("Working hours");
  const industry = (page: Page) => page.getByLabel("Industry");
  const [hoursBefore, industryBefore] = [await hours(dana).inputValue(), await industry(dana).inputValue()];
  const all = async (lines: string[], hoursNow: string, industryNow: string) => {
    for (const page of everybody) {
      await expect.poll(() => words(duties(page))).toEqual([...lines, ...rest]);
      await expect(hours(page)).toHaveValue(hoursNow);
      await expect(industry(page)).toHaveValue(industryNow);
    }
  };

  // Each does two things, one after the other, while the others do theirs.
  await lines(duties(dana)).first().click();
  await dana.keyboard.press("Control+End");
  await lines(duties(ben)).nth(2).focus();
  await lines(duties(tab)).first().click();
  await tab.keyboard.press("Control+Home");
  await Promise.all([dana.keyboard.type(" By Dana.", { delay: 20 }), ben.keyboard.press("Alt+ArrowUp"), tab.keyboard.type("Tab: ", { delay: 20 })]);
  await hours(dana).focus();
  await dana.keyboard.press("Control+End");
  await dana.keyboard.type("and fair");
  await industry(ben).fill("Energy");
  await hours(tab).focus();
  await tab.keyboard.press("Control+Home");
  await tab.keyboard.type("Flexible ");
  await Promise.all(everybody.map(saved));
  const written = [`Tab: ${first} By Dana.`, third, second];
  await all(written, `Flexible ${hoursBefore}and fair`, "Energy");

  await dana.keyboard.press("Control+z");
  await ben.keyboard.press("Control+z");
  await tab.keyboard.press("Control+z");
  await all(written, hoursBefore, industryBefore);
  await dana.keyboard.press("Control+z");
  await ben.keyboard.press("Control+z");
  await tab.keyboard.press("Control+z");
  await all([first, second, third], hoursBefore, industryBefore);
  await ben.keyboard.press("Control+Shift+z");
  await dana.keyboard.press("Control+Shift+z");
  await all([`${first} By Dana.`, third, second], hoursBefore, industryBefore);
  await tab.keyboard.press("Control+Shift+z");
  await dana.keyboard.press("Control+Shift+z");
  await all(written, `${hoursBefore}and fair`, industryBefore);
});

test("whole sections move against each other while somebody types in one, and nothing is there twice @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Sections on the move");
  const [ben, tab] = [await as(BEN, posting), await as(DANA, posting)];
  const everybody = [dana, ben, tab];
  for (const page of everybody) await opened(page, true);
  const before = await sheet(dana);
  const headings = (page: Page) => page.locator(".section-title").evaluateAll((areas) => areas.map((area) => (area as HTMLTextAreaElement).value));
  const headingsBefore = await headings(dana);
  await lines(duties(tab)).first().click();
  await tab.keyboard.press("Control+End");
  const move = async (page: Page, name: string) => {
    const button = duties(page).getByRole("button", { name: `${name} the section What you will do` });
    await button.focus();
    await page.keyboard.press("Enter");
  };
  await Promise.all([move(dana, "Move up"), move(ben, "Move down"), tab.keyboard.type(" Typed on the way.", { delay: 20 })]);
  await Promise.all(everybody.map(saved));
  for (const page of [ben, tab]) {
    await expect.poll(async () => JSON.stringify(await sheet(page))).toBe(JSON.stringify(await sheet(dana)));
    await expect.poll(async () => JSON.stringify(await headings(page))).toBe(JSON.stringify(await headings(dana)));
  }
  expect((await headings(dana)).toSorted()).toEqual(headingsBefore.toSorted());
  const typed = await lines(duties(dana)).first().inputValue();
  expect(typed).toMatch(/ Typed on the way\.$/);
  expect((await sheet(dana)).toSorted()).toEqual([...before.filter((line) => line !== typed.replace(" Typed on the way.", "")), typed].toSorted());
});

test("two people move the same line against each other, and it is there once @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Moved by two");
  const ben = await as(BEN, posting);
  await opened(ben, true);
  const before = await sheet(dana);
  await lines(duties(dana)).nth(1).focus();
  await lines(duties(ben)).nth(1).focus();
  await Promise.all([dana.keyboard.press("Alt+ArrowDown"), ben.keyboard.press("Alt+ArrowUp")]);
  await Promise.all([dana, ben].map(saved));
  await expect.poll(async () => JSON.stringify(await sheet(dana)) === JSON.stringify(await sheet(ben))).toBe(true);
  expect((await sheet(dana)).toSorted()).toEqual(before.toSorted());
});

test("a draft that is archived while somebody types is locked there at once, and no word is lost @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Locked while typing");
  const ben = await as(BEN, posting);
  await opened(ben, true);
  await lines(ben).first().click();
  await ben.keyboard.press("Control+End");
  await ben.keyboard.type(" Ben was here.");
  await saved(ben);
  await dana.goto(`${posting}/history`);
  await takeStep(dana, "Archive", "Archive it");
  await expect(lines(ben).first()).toHaveAttribute("readonly", "", { timeout: 3_000 });
  await expect(ben.getByText(/archived/i).first()).toBeVisible();
  // Whoever only reads sees it as it was put away.
  const hugo = await as(HUGO, posting);
  await opened(hugo, true);
  expect(await sheet(hugo)).toEqual(await sheet(ben));
});

test("somebody whose session is ended is told, and keeps the words on the page @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  await draft(dana, "Signed out elsewhere");
  const other = await as(null, "/sign-in");
  await signInAnew(other, DANA, "/account");
  await other.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(dana.locator("#save-state")).toHaveText("Not saved", { timeout: 4_000 });
  await expect(dana.getByRole("alert").getByText(/You are signed out/)).toBeVisible();
  await expect(lines(dana).first()).toBeVisible();
});

test("whoever may only look follows every key and can't write; a stranger gets nothing @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Watched");
  const vera = await as(VERA, posting);
  await opened(vera, true);
  await expect(lines(vera).first()).toHaveAttribute("readonly", "");
  await lines(dana).first().click();
  await dana.keyboard.press("Control+End");
  await dana.keyboard.type(" Live.");
  await expect(lines(vera).first()).toHaveValue(/ Live\.$/);
  const olga = await as(OLGA, posting);
  await expect(olga.getByRole("heading", { level: 1 })).toContainText(/nothing here|not found/i);
});

test("a pasted list becomes lines of its own @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  await draft(dana, "Pasted");
  const before = await words(duties(dana));
  await duties(dana).getByRole("button", { name: /Add a line/ }).click();
  await dana.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "- Build APIs\n• Review code\n\n3. Write tests");
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect.poll(() => words(duties(dana))).toEqual([...before, "Build APIs", "Review code", "Write tests"]);
  await dana.keyboard.press("Control+z");
  await expect.poll(() => words(duties(dana))).toEqual([...before, ""]);
});

test("an input method composes undisturbed while others write in the line @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Composed");
  const ben = await as(BEN, posting);
  await opened(ben, true);
  const before = (await sheet(dana))[0];
  await lines(dana).first().click();
  await dana.keyboard.press("Control+End");
  await lines(ben).first().click();
  await ben.keyboard.press("Control+Home");
  await compose(dana, async () => {
    await ben.keyboard.type("Ben: ", { delay: 20 });
    await saved(ben);
  });
  for (const page of [dana, ben]) await expect.poll(async () => (await sheet(page))[0]).toBe(`Ben: ${before}日本`);
});

test("a plain form's edit appears in open editors @scripts-on", async ({ as }) => {
  const dana = await as(DANA);
  const posting = await draft(dana, "Edited by a form");
  const form = await as(BEN, `${posting}?plain=1`);
  const line = form.locator(".line-text").first();
  await line.fill("Written in a plain form.");
  await form.locator(".line").first().getByRole("button", { name: "Save" }).click();
  await expect(lines(dana).first()).toHaveValue("Written in a plain form.");
});
