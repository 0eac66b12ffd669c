// What changed, word by word: against what was approved last, or between any two revisions; and the history of it all.
import { approve, decideButton, fillBallot, openPlain, postingNamed, reword, stage, submit, told } from "../../support/posting.ts";
import { accessible } from "../../support/axe.ts";
import { DANA, HUGO, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { alive, expect, test } from "../../support/story.ts";
import type { Locator, Page } from "@playwright/test";

ownServer();

const LIVE = "Senior Node.js Backend Developer";

/** The changed lines of a difference. */
const changed = (page: Page): Locator => page.locator('.diff-line:not([data-change="same"])');

/** Words that are marked as new, and as gone. */
async function marked(line: Locator): Promise<{ gone: string[]; here: string[] }> {
  const of = async (mark: string) => (await line.locator(mark).allInnerTexts()).map((text) => text.trim());
  return { gone: await of("del"), here: await of("ins") };
}

test("a change to a live posting is read against the revision approved last, and history tells it", async ({ page, as, scripts }) => {
  test.slow(); // three rounds of review, then axe in three looks
  await signIn(page, DANA);
  const posting = await postingNamed(page, LIVE);
  await openPlain(page, posting);
  const was = await page.getByRole("textbox", { name: "Line", exact: true }).first().inputValue();
  const words = was.split(" ");
  const last = words.length - 1;
  const second = [...words.slice(0, last), "tomorrow."].join(" ");
  await reword(page, posting, was, second);
  await submit(page, posting, "One word is new.");

  // Word by word, and nothing but that line.
  const hugo = await as(HUGO, `${posting}/review`);
  await expect(hugo.getByText("One word is new.")).toBeVisible();
  await expect(hugo.getByText("One change since revision 1, the last one approved.")).toBeVisible();
  await expect(changed(hugo)).toHaveCount(1);
  expect(await marked(changed(hugo))).toEqual({ gone: [words[last]?.replace(/\.$/, "")], here: ["tomorrow"] });
  await expect(changed(hugo)).toContainText("Reworded");
  await fillBallot(hugo, posting, "Request changes", "Not tomorrow.");
  await decideButton(hugo).click();
  await expect(stage(hugo)).toHaveText("Changes requested");

  // The next round is read against what he looked at last, or against revision 1, which was approved.
  const third = [...words.slice(0, last), "today."].join(" ");
  await reword(page, posting, second, third);
  await submit(page, posting, "Today, then.");
  await hugo.goto(`${posting}/review`);
  await expect(hugo.getByText("One change since revision 2, which you looked at last.")).toBeVisible();
  expect(await marked(changed(hugo))).toEqual({ gone: ["tomorrow"], here: ["today"] });
  await hugo.getByRole("link", { name: "Since last approved" }).click();
  await expect(hugo.getByText("One change since revision 1, the last one approved.")).toBeVisible();
  expect((await marked(changed(hugo))).here).toEqual(["today"]);
  await approve(hugo, posting);
  await expect(hugo.getByText("Revision 3 was approved.")).toBeVisible();

  // Any two revisions can be compared.
  await page.goto(`${posting}/history`);
  await page.getByRole("link", { name: "submitted revision 3 for review" }).click();
  await expect(page.getByText("One change against revision 1")).toBeVisible();
  await page.getByLabel("Compare with").selectOption("Revision 2");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page).toHaveURL(/from=2$/);
  await expect(page.getByText("One change against revision 2")).toBeVisible();
  expect(await marked(changed(page))).toEqual({ gone: ["tomorrow"], here: ["today"] });

  expect(await told(page, posting)).toEqual([
    "Dana Okafor created it",
    "Dana Okafor submitted revision 1 for review",
    "Hugo Meyer approved “Content” of revision 1",
    "Hugo Meyer approved “Pay and place” of revision 1",
    "Hugo Meyer gave revision 1 the last approval needed",
    "Hugo Meyer published revision 1",
    "Dana Okafor submitted revision 2 for review",
    "Hugo Meyer requested changes to revision 2",
    "Dana Okafor submitted revision 3 for review",
    "Hugo Meyer approved “Content” of revision 3",
    "Hugo Meyer gave revision 3 the last approval needed",
  ]);
  for (const when of await page.locator(".timeline time").all()) await expect(when).toHaveAttribute("datetime", /^\d{4}-\d\d-\d\dT/);

  // Approved is not live: the public still reads revision 1.
  await page.goto(`${posting}/history`);
  await expect(page.locator(".timeline > li", { hasText: "submitted revision 1" }).getByText("Live")).toBeVisible();
  await openPlain(page, posting);
  await expect(page.getByText("What was submitted is approved as it was, and can be published.")).toBeVisible();

  if (scripts) {
    for (const part of ["/review", "/history", "/revisions/3", "/revisions/3?from=2", "/preview", "/preview?width=phone"]) {
      await page.goto(posting + part);
      await alive(page);
      await accessible(page);
    }
  }
});

test("a revision that is not there is not found", async ({ page }) => {
  await signIn(page, DANA);
  const posting = await postingNamed(page, LIVE);
  for (const part of ["/revisions/99", "/revisions/x", "/revisions/1?from=99", "/review?revision=x"]) {
    expect((await page.goto(posting + part))?.status(), part).toBe(404);
  }
});

test("the ballot of a running review is accessible @scripts-on", async ({ page }) => {
  test.slow();
  await signIn(page, HUGO);
  await page.goto(`${await postingNamed(page, "Senior Python Backend Developer")}/review`);
  await alive(page);
  await accessible(page);
  await fillBallot(page, new URL(page.url()).pathname.replace("/review", ""), "Request changes");
  await decideButton(page).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await accessible(page);
});
