// The live editor: typing, the library, moving, undoing, two people at once, and a network that goes away.
import { drag, lines, newDraft, opened, saved, section, setFacts, words } from "../../support/editor.ts";
import { BEN, signIn } from "../../support/people.ts";
import { REQUIRED } from "../../support/posting.ts";
import { ownServer, server } from "../../support/server.ts";
import { accessible } from "../../support/axe.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

test("what is typed is saved without a button, and there after a reload @scripts-on", async ({ page }) => {
  await newDraft(page);
  await lines(page).first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Ünïcödé 👩‍💻 مرحبا too.");
  await saved(page);
  const before = await words(page);
  expect(before[0]).toContain("Ünïcödé 👩‍💻 مرحبا too.");
  await page.reload();
  await opened(page, true);
  expect(await words(page)).toEqual(before);
});

test("a line comes from the library by a slash, and by a click @scripts-on", async ({ page }) => {
  await newDraft(page);
  const duties = section(page, "What you will do");
  await lines(duties).first().click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/code rev");
  await expect(page.getByRole("listbox", { name: "From the library" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(lines(duties).nth(1)).toHaveValue(/^Review the changes of your teammates/);
  const taken = duties.locator(".line").nth(1);
  await expect(taken).toHaveAttribute("data-origin", "library");
  await expect(taken.getByRole("link", { name: "Code review, version 1" })).toHaveAttribute("href", "/library/code-review");
  await page.getByRole("searchbox", { name: "Search the library" }).fill("k8s");
  await expect(page.locator(".shelf-item").first()).toContainText("Containers");
  const count = await lines(page).count();
  await page.locator(".shelf-item").first().getByRole("button").click();
  await expect(lines(page)).toHaveCount(count + 1);
  await saved(page);
});

test("an own wording is marked and goes back to the library's @scripts-on", async ({ page }) => {
  await newDraft(page);
  const line = section(page, "What you will do").locator(".line").first();
  const original = await line.locator(".line-text").inputValue();
  await line.locator(".line-text").fill("In my own words.");
  await expect(line).toHaveAttribute("data-origin", "override");
  await line.getByRole("button", { name: /Own wording/ }).click();
  await expect(line.locator(".line-text")).toHaveValue(original);
  await expect(line).toHaveAttribute("data-origin", "library");
});

test("lines are moved by keys and by dragging, across sections too, and moves are undone @scripts-on", async ({ page }) => {
  await newDraft(page);
  const duties = section(page, "What you will do");
  const [first, second, third] = await words(duties);
  await lines(duties).first().click();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => words(duties).then((all) => all.slice(0, 2))).toEqual([second, first]);
  await expect(lines(duties).nth(1)).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect.poll(() => words(duties).then((all) => all.slice(0, 2))).toEqual([first, second]);

  await duties.scrollIntoViewIfNeeded();
  await duties.locator(".line").first().hover();
  await drag(page, duties.locator(".line-grip").first(), duties.locator(".line").nth(2), "lower");
  await expect.poll(() => words(duties).then((all) => all.slice(0, 3))).toEqual([second, third, first]);

  await lines(duties).first().click();
  const above = section(page, "About the role");
  const count = await lines(above).count();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(lines(above)).toHaveCount(count + 1);
  await expect(lines(above).last()).toHaveValue(second);
  await saved(page);
});

test("requirement and level are set by pressing @scripts-on", async ({ page }) => {
  await newDraft(page);
  const line = section(page, "What you bring").locator(".line").first();
  await line.hover();
  await line.getByRole("button", { name: /Asked for: Required/ }).click();
  await expect(line).toHaveAttribute("data-requirement", "preferred");
  const level = line.getByRole("button", { name: /^Level/ });
  const before = await level.textContent();
  await level.click();
  await expect(level).not.toHaveText(before ?? "");
  await saved(page);
});

test("sections are added, renamed, moved and removed @scripts-on", async ({ page }) => {
  await newDraft(page);
  const headings = () => page.locator(".section-title").evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
  const before = await headings();
  await page.locator(".section-add select").selectOption("learning");
  await expect.poll(headings).toHaveLength(before.length + 1);
  await page.locator(".section-title").last().fill("Perks");
  const perks = section(page, "Perks");
  await perks.hover();
  await perks.getByRole("button", { name: /Move up/ }).click();
  await expect.poll(headings).toEqual([...before.slice(0, -1), "Perks", ...before.slice(-1)]);
  await perks.getByRole("button", { name: /^Remove the section/ }).click();
  await expect.poll(headings).toEqual(before);
  await page.keyboard.press("Control+z");
  await expect.poll(headings).toContain("Perks");
  await saved(page);
});

test("the checks follow every key, and the preview shows what readers will see @scripts-on", async ({ page }) => {
  await newDraft(page);
  await setFacts(page, true, { ...REQUIRED, "baseSalary.minValue": "90000", "baseSalary.maxValue": "10" });
  const blocking = page.locator('.finding[data-severity="blocking"]');
  await expect(blocking).toHaveCount(1);
  await setFacts(page, true, { "baseSalary.maxValue": "99000" });
  await expect(blocking).toHaveCount(0);
  await page.getByRole("button", { name: "Live preview" }).click();
  await expect(page.locator("#live-preview")).toContainText("90,000");
  await expect(page.locator("#sheet")).toBeHidden();
  await page.getByRole("button", { name: "Write" }).click();
  await expect(page.locator("#sheet")).toBeVisible();
});

test("two people write in one line at once, and both are kept @scripts-on", async ({ page, browser }) => {
  const address = await newDraft(page);
  const context = await browser.newContext({ baseURL: server.url });
  const ben = await context.newPage();
  await signIn(ben, BEN, new URL(address).pathname);
  await opened(ben, true);
  await lines(page).first().click();
  await page.keyboard.press("Control+Home");
  await lines(ben).first().click();
  await ben.keyboard.press("Control+End");
  // Slowly, so that the words of each arrive while the other is in the middle of a word.
  const delay = 300;
  await Promise.all([page.keyboard.type("Dana begins. ", { delay }), ben.keyboard.type(" Ben ends.", { delay })]);
  await Promise.all([saved(page), saved(ben)]);
  await expect(lines(page).first()).toHaveValue(/^Dana begins\. .* Ben ends\.$/s);
  await expect(lines(ben).first()).toHaveValue(/^Dana begins\. .* Ben ends\.$/s);
  expect(await words(page)).toEqual(await words(ben));
  await context.close();
});

test("the editor is accessible in every look, and on a phone its panels are drawers @scripts-on", async ({ page }) => {
  test.slow(); // axe looks at some thousand elements, three times
  await newDraft(page);
  await accessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("searchbox", { name: "Search the library" })).toBeHidden();
  await page.getByRole("button", { name: "Library", exact: true }).click();
  await expect(page.getByRole("searchbox", { name: "Search the library" })).toBeVisible();
});
