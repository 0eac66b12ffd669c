// What is said beside the text: it follows its line, holds the approval, and becomes an edit that is credited.
import { copyOf, decideButton, fillBallot, openPlain, postingNamed, reword, sent, stage, submit, submitHere, told } from "../../support/posting.ts";
import { accessible } from "../../support/axe.ts";
import { DANA, HUGO, VERA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { alive, expect, test } from "../../support/story.ts";
import type { Locator, Page } from "@playwright/test";

ownServer();

const MODEL = "PHP Backend Developer";

/** The first line of the text, and what it says. */
async function firstLine(page: Page): Promise<{ line: Locator; words: string }> {
  const line = page.locator(".diff-line").first();
  return { line, words: (await line.locator(".diff-text").innerText()).trim() };
}

/** Opens the form for something new about a line. */
async function discuss(page: Page, line: Locator) {
  await line.getByRole("link", { name: "Discuss this line" }).click();
  await expect(page.getByRole("region", { name: "Say something" })).toBeVisible();
}

async function comment(page: Page, text: string, { blocking = false, words = "" } = {}) {
  const form = page.getByRole("region", { name: "Say something" });
  await form.getByRole("textbox", { name: "Comment" }).fill(text);
  if (words) await form.getByLabel("Only about these words").fill(words);
  if (blocking) await form.getByLabel("Holds the approval").check();
  return sent(page, form.getByRole("button", { name: "Comment", exact: true }));
}

const thread = (page: Page, words: string): Locator => page.locator(".thread", { hasText: words });

test("a blocking thread holds the approval until it is resolved", async ({ page, as, scripts }) => {
  test.slow();
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer with an objection");
  await submit(page, posting, "Please read it.");

  const vera = await as(VERA, `${posting}/review`);
  await discuss(vera, (await firstLine(vera)).line);
  expect(await comment(vera, "Is this true?\nI doubt it.", { blocking: true })).toBe(303);
  await expect(thread(vera, "I doubt it.")).toContainText("Blocking");

  const hugo = await as(HUGO, `${posting}/review`);
  await expect(hugo.getByText("One open thread holds the approval.")).toBeVisible();
  await fillBallot(hugo, posting, "Approve");
  await decideButton(hugo).click();
  await expect(stage(hugo)).toHaveText("In review");
  await expect(hugo.locator(".banner").getByText("Every step is approved. One open thread holds the approval.")).toBeVisible();
  if (scripts) {
    await alive(hugo);
    await accessible(hugo);
  }
  // It waits for whoever objects, and for whoever can answer.
  for (const home of [await as(VERA, "/"), page]) {
    await home.goto("/");
    const row = home.getByRole("region", { name: "Waiting for you" }).locator(".row", { hasText: "Developer with an objection" });
    await expect(row).toContainText("Every step is approved.");
  }

  // Whoever wrote it does not talk the objection away.
  await page.goto(`${posting}/review`);
  await expect(thread(page, "I doubt it.").getByText("Whoever opened it can resolve it")).toBeVisible();
  await expect(thread(page, "I doubt it.").getByRole("button", { name: "Resolve" })).toHaveCount(0);
  await thread(page, "I doubt it.").getByRole("link", { name: "Reply" }).click();
  await page.getByRole("textbox", { name: "Reply" }).fill("It is: ask @Hugo Meyer.");
  expect(await sent(page, page.getByRole("button", { name: "Reply", exact: true }))).toBe(303);
  await expect(page.locator(".mention")).toHaveText("@Hugo Meyer");

  await vera.goto(`${posting}/review`);
  expect(await sent(vera, thread(vera, "I doubt it.").getByRole("button", { name: "Resolve" }))).toBe(303);
  await expect(stage(vera)).toHaveText("Approved");
  await expect(vera.locator("details.thread")).toContainText("Resolved by Vera Novak, 2 comments");
  expect((await told(page, posting)).slice(-2)).toEqual([
    "Vera Novak resolved a blocking thread on it",
    "Rolewright gave revision 1 the last approval needed",
  ]);
});

test("what somebody who may not edit suggests is accepted, and counts as their edit", async ({ page, as, scripts }) => {
  test.slow();
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer reworded");
  const hugo = await as(HUGO, `${posting}/threads`);
  const { line, words } = await firstLine(hugo);
  await discuss(hugo, line);
  const form = hugo.locator("details.fold", { hasText: "Suggest other words" });
  await form.locator("summary").click();
  await form.getByLabel("Words").fill(`${words} Always.`);
  await form.getByLabel("Why").fill("It should say when.");
  expect(await sent(hugo, form.getByRole("button", { name: "Suggest it" }))).toBe(303);
  await expect(hugo.locator(".suggestion ins")).toHaveText("Always.");
  await expect(hugo.getByRole("button", { name: "Accept", exact: true })).toHaveCount(0);

  // It is in the editor's bar, and there is one way to it.
  await openPlain(page, posting);
  await page.getByRole("link", { name: /^Threads/ }).click();
  if (scripts) {
    await alive(page);
    await accessible(page);
  }
  await expect(page.getByText("It should say when.")).toBeVisible();
  expect(await sent(page, page.getByRole("button", { name: "Accept", exact: true }))).toBe(303);
  await expect(page.locator(".diff-line").first()).toContainText(`${words} Always.`);
  await expect(page.locator("details.thread")).toContainText("Dana Okafor accepted a suggestion by Hugo Meyer");

  // He is the only approver, and it is his edit by now.
  await page.goto(`${posting}/history`);
  await submitHere(page, "With the word that Hugo asked for.");
  await expect(page.getByText("Hugo Meyer edited Narrative since the last approval").first()).toBeVisible();
  expect(await told(page, posting)).toContain("Dana Okafor accepted a change to it that Hugo Meyer suggested");
});

test("a suggestion that is refused stays as it was typed, and each field has a name of its own", async ({ page, as }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer without words");
  const hugo = await as(HUGO, `${posting}/threads`);
  await discuss(hugo, (await firstLine(hugo)).line);
  const form = hugo.locator("details.fold", { hasText: "Suggest other words" });
  await form.locator("summary").click();
  await form.getByLabel("Words").fill("");
  expect(await sent(hugo, form.getByRole("button", { name: "Suggest it" }))).toBe(422);
  await expect(form.getByLabel("Words")).toHaveValue("");
  await expect(form.getByLabel("Words")).toHaveAttribute("aria-invalid", "true");
  await form.locator(".problems a").click();
  await expect(form.getByLabel("Words")).toBeFocused();
  const twice = await hugo.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  expect(twice).toEqual([]);
});

test("a thread follows its line through moves and rewordings, and stays listed when the line is deleted", async ({ page, as }) => {
  test.slow();
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer who moves");
  await page.goto(`${posting}/threads`);
  const { line, words } = await firstLine(page);
  const id = (await line.getAttribute("id")) ?? "";
  const [first = "", ...others] = words.split(" ");
  await discuss(page, line);
  expect(await comment(page, "Which of them?", { words: first })).toBe(303);
  await expect(page.locator(`#${id} .thread q`)).toHaveText(first);

  await reword(page, posting, words, ["Often", first.toLowerCase(), ...others].join(" "));
  await page.goto(`${posting}/threads`);
  await expect(page.locator(`#${id} .thread`)).toContainText("These words are gone.");
  await reword(page, posting, ["Often", first.toLowerCase(), ...others].join(" "), words);
  await openPlain(page, posting);
  await page.locator(`#${id}`).getByRole("button", { name: "Move line down" }).click();
  await page.goto(`${posting}/threads`);
  await expect(page.locator(`#${id} .thread q`)).toHaveText(first);

  // The form is still open when its line is taken out: nothing that was typed is lost.
  const vera = await as(VERA, `${posting}/threads`);
  await discuss(vera, vera.locator(`#${id}`));
  await openPlain(page, posting);
  await page.locator(`#${id}`).getByRole("button", { name: "Remove line" }).click();
  expect(await comment(vera, "I wrote a long sentence.")).toBe(409);
  await expect(vera.getByText("This line is not in the posting any more, so nothing can be said about it.")).toBeVisible();
  await expect(vera.getByRole("textbox", { name: "Comment" })).toHaveValue("I wrote a long sentence.");

  await page.goto(`${posting}/threads`);
  const gone = page.getByRole("region", { name: "No longer in the posting" });
  await expect(gone.getByText("Which of them?")).toBeVisible();
  await expect(gone.locator("q")).toHaveText(first);
});

test("a stranger is not called, and a comment that is too long is not taken; what was typed stays", async ({ page, as }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer of strangers");
  await page.goto(`${posting}/threads?on=posting#say`);
  expect(await comment(page, "Look here, @Olga Petrova.")).toBe(422);
  await expect(page.getByText("Olga Petrova can't read this posting").first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Comment" })).toHaveValue("Look here, @Olga Petrova.");
  expect(await comment(page, "Look here, Olga.")).toBe(303);

  // One's own comment is edited, and deleted.
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: "Comment" }).fill("Look here.");
  expect(await sent(page, page.getByRole("button", { name: "Save" }))).toBe(303);
  await expect(page.locator(".comment")).toContainText(", edited");
  const hugo = await as(HUGO, `${posting}/threads`);
  await expect(hugo.getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  expect(await sent(page, page.getByRole("button", { name: "Delete" }))).toBe(303);
  await expect(page.getByText("This comment was deleted.")).toBeVisible();

  // Somebody resolved it meanwhile: the answer is not lost.
  await hugo.getByRole("link", { name: "Reply" }).click();
  await hugo.getByRole("textbox", { name: "Reply" }).fill("I see it.");
  expect(await sent(page, page.getByRole("button", { name: "Resolve" }))).toBe(303);
  expect(await sent(hugo, hugo.getByRole("button", { name: "Reply", exact: true }))).toBe(409);
  await expect(hugo.getByText("Dana Okafor resolved this thread. Open it again to go on.")).toBeVisible();
  await expect(hugo.getByRole("textbox", { name: "Reply" })).toHaveValue("I see it.");
});

test("names are completed behind the sign, and selected words are taken along @scripts-on", async ({ page }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer who is called");
  await page.goto(`${posting}/threads`);
  await alive(page);
  const { line, words } = await firstLine(page);
  const last = words.split(" ").at(-2) ?? "";
  await line.locator(".diff-text").evaluate((text, last) => {
    const node = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode() as Text;
    const at = node.data.lastIndexOf(last);
    getSelection()?.setBaseAndExtent(node, at, node, at + last.length);
  }, last);
  await discuss(page, line);
  await expect(page.getByLabel("Only about these words")).toHaveValue(last);
  await alive(page);

  const field = page.getByRole("textbox", { name: "Comment" });
  await field.pressSequentially("Ask @mey");
  await expect(page.getByRole("option")).toHaveText(["Hugo Meyer"]);
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("Ask @Hugo Meyer ");
  await field.pressSequentially("or @");
  await expect(page.getByRole("option")).toHaveCount(5);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { selected: true })).toHaveText("Axel Berg");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(0);
  await field.pressSequentially("ben");
  await page.getByRole("option", { name: "Ben Carter" }).click();
  await expect(field).toHaveValue("Ask @Hugo Meyer or @Ben Carter ");
  expect(await sent(page, page.getByRole("button", { name: "Comment", exact: true }))).toBe(303);
  await expect(page.locator(".mention")).toHaveText(["@Hugo Meyer", "@Ben Carter"]);
});

test("several suggestions are settled together, and one that does not fit any more says so", async ({ page, as }) => {
  test.slow();
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer of many suggestions");
  const vera = await as(VERA, `${posting}/threads`);
  const { line, words } = await firstLine(vera);
  for (const ending of ["Today.", "Tomorrow."]) {
    await discuss(vera, line);
    const form = vera.locator("details.fold", { hasText: "Suggest other words" });
    await form.locator("summary").click();
    await form.getByLabel("Words").fill(`${words} ${ending}`);
    expect(await sent(vera, form.getByRole("button", { name: "Suggest it" }))).toBe(303);
  }
  await page.goto(`${posting}/threads`);
  const boxes = page.getByRole("checkbox", { name: /Vera Novak would reword this/ });
  await expect(boxes).toHaveCount(2);
  for (const box of await boxes.all()) await box.check();
  expect(await sent(page, page.getByRole("button", { name: "Accept chosen" }))).toBe(409);
  await expect(page.getByText("One by Vera Novak can't be accepted, so none was:")).toBeVisible();
  expect(await sent(page, page.getByRole("button", { name: "Accept chosen" }))).toBe(422);
  await boxes.first().check();
  expect(await sent(page, page.getByRole("button", { name: "Accept chosen" }))).toBe(303);
  await expect(page.locator(".diff-line").first()).toContainText(`${words} Today.`);
  await page.getByRole("checkbox", { name: /Vera Novak/ }).check();
  expect(await sent(page, page.getByRole("button", { name: "Reject chosen" }))).toBe(303);
  await expect(page.getByText("Dana Okafor rejected a suggestion by Vera Novak")).toBeVisible();
});

test("the form in which one says something has the keyboard @scripts-on", async ({ page }) => {
  await signIn(page, DANA);
  const posting = await postingNamed(page, MODEL);
  await page.goto(`${posting}/threads`);
  await page.getByRole("link", { name: "Comment on the whole posting" }).click();
  await expect(page.getByRole("textbox", { name: "Comment" })).toBeFocused();
  await page.goto(`${posting}/threads`);
  await discuss(page, (await firstLine(page)).line);
  await expect(page.getByRole("textbox", { name: "Comment" })).toBeFocused();
});
