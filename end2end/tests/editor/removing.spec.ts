// Taking things out of a draft, and where the keyboard is before and after.
import { lines, newDraft, opened, saved, section, words } from "../../support/editor.ts";
import { DANA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

test("a section is removed once, whatever the finger does, and comes back with its lines @scripts-on", async ({ page }) => {
  await newDraft(page);
  const headings = () => page.locator(".section-title").evaluateAll((areas) => areas.map((area) => (area as HTMLTextAreaElement).value));
  const before = await headings();
  const brought = section(page, "What you bring");
  const count = await lines(brought).count();
  await brought.hover();
  await brought.getByRole("button", { name: /^Remove the section/ }).dblclick();
  const toast = page.getByRole("status").filter({ hasText: `“What you bring” with ${count} lines was removed.` });
  await expect(toast).toBeVisible();
  expect(await headings()).toEqual(before.filter((heading) => heading !== "What you bring"));
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect.poll(headings).toEqual(before);
  await expect(lines(brought)).toHaveCount(count);
  await expect(toast).toHaveCount(0);
  await saved(page);
});

test("a line that is removed by keys hands the keyboard on, and undo leaves alone what was typed before @scripts-on", async ({ page }) => {
  await newDraft(page);
  const duties = section(page, "What you will do");
  const before = await words(duties);
  await lines(duties).first().focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Typed.");
  await lines(duties).nth(1).focus(); // its tools show
  await duties.locator(".line").nth(1).getByRole("button", { name: "Remove line" }).press("Enter");
  await expect(lines(duties).nth(1)).toBeFocused();
  await expect(lines(duties).nth(1)).toHaveValue(before[2] ?? "");
  const toast = page.getByRole("status").filter({ hasText: `The line “${before[1]}” was removed.` });
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => words(duties)).toEqual([`${before[0]} Typed.`, ...before.slice(1)]);
});

test("a new posting begins with its title, and goes on by Enter; the bar and the tab take the name up @scripts-on", async ({ page }) => {
  await signIn(page, DANA, "/postings/new");
  await page.getByLabel("Nothing").check();
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, true);
  await expect(page.getByLabel("Job title")).toBeFocused();
  await expect(page.locator(".work-title")).toHaveText("Untitled posting");
  await page.keyboard.type("Keeper of queues");
  await expect(page.locator(".work-title")).toHaveText("Keeper of queues");
  await expect(page).toHaveTitle("Keeper of queues – Rolewright");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /Add a line/ }).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type("You keep them.");
  await page.getByLabel("Job title").press("Enter");
  await expect(lines(page).first()).toBeFocused();
  await saved(page);
});

test("the library is one stop for Tab, and the arrows go through it @scripts-on", async ({ page }) => {
  await newDraft(page);
  const search = page.getByRole("searchbox", { name: "Search the library" });
  const adds = page.locator("#library").getByRole("button", { name: /^Add / });
  await expect(adds.nth(2)).toBeVisible();
  await search.focus();
  await page.keyboard.press("ArrowDown");
  await expect(adds.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(adds.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(search).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Write" })).toBeFocused();
});
