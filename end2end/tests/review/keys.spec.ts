// Deciding by single keys: never while somebody types, and not at all for those who switched them off.
import { copyOf, decideButton, stage, submit } from "../../support/posting.ts";
import { DANA, HUGO, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { alive, expect, test } from "../../support/story.ts";

ownServer();

test("a review is decided without the mouse", async ({ page, as, scripts }) => {
  test.skip(!scripts, "without scripts there are no single keys, and nothing says so");
  await signIn(page, DANA);
  const posting = await copyOf(page, "PHP Backend Developer", "Developer decided by keys");
  await submit(page, posting, "Please read it.");
  const hugo = await as(HUGO, `${posting}/review`);
  await alive(hugo);

  await hugo.getByLabel("Single keys").uncheck();
  await hugo.keyboard.press("a");
  await hugo.reload();
  await alive(hugo);
  await expect(hugo.getByLabel("Single keys")).not.toBeChecked();
  await hugo.keyboard.press("a");
  await expect(hugo.getByRole("radio", { checked: true })).toHaveCount(0);
  await hugo.getByLabel("Single keys").check();

  // From one section with changes to the next, and back; in a first revision everything is new.
  const heading = (at: number) => hugo.locator(".diff-section > h3").nth(at);
  await hugo.keyboard.press("j");
  await expect(heading(0)).toBeFocused();
  await hugo.keyboard.press("j");
  await hugo.keyboard.press("j");
  await expect(heading(2)).toBeFocused();
  await hugo.keyboard.press("k");
  await expect(heading(1)).toBeFocused();
  await hugo.keyboard.press("?");
  await expect(hugo.getByLabel("Single keys")).toBeFocused();

  await hugo.keyboard.press("r");
  await expect(hugo.getByLabel("Request changes")).toBeChecked();
  await hugo.keyboard.press("c");
  await hugo.keyboard.type("a real comment");
  await expect(hugo.getByLabel("Comment")).toHaveValue("a real comment");
  await expect(hugo.getByLabel("Request changes")).toBeChecked();
  await hugo.getByLabel("Comment").blur();
  await hugo.keyboard.press("a");
  await expect(hugo.getByLabel("Approve", { exact: false }).first()).toBeChecked();
  await hugo.keyboard.press("n");
  await expect(hugo.getByRole("button", { name: "Decide, then the next" })).toBeFocused();
  await hugo.keyboard.press("d");
  await hugo.keyboard.press("Enter");
  await expect(stage(hugo)).toHaveText("Approved");
});

test("what is typed right after “Discuss this line” is a comment, and decides nothing", async ({ page, as, scripts }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, "PHP Backend Developer", "Developer with a good idea");
  await submit(page, posting, "Please read it.");
  const hugo = await as(HUGO, `${posting}/review`);
  await hugo.locator(".diff-line").first().getByRole("link", { name: "Discuss this line" }).click();
  const said = hugo.getByRole("region", { name: "Say something" }).getByRole("textbox", { name: "Comment" });
  await expect(said).toBeFocused();
  if (scripts) await alive(hugo);
  await hugo.keyboard.type("a good idea, is that so?");
  await expect(said).toHaveValue("a good idea, is that so?");
  const chosen = hugo.getByRole("radio", { checked: true });
  await expect(chosen).toHaveCount(0);
  await hugo.getByRole("button", { name: "Comment", exact: true }).click();
  await hugo.getByRole("link", { name: "Reply" }).click();
  await expect(hugo.getByRole("textbox", { name: "Reply" })).toBeFocused();
  if (!scripts) return;

  // Nor does what somebody types who is beside the field without knowing it.
  await alive(hugo);
  await hugo.getByRole("textbox", { name: "Reply" }).blur();
  await hugo.keyboard.type("a d x");
  await expect(chosen).toHaveCount(0);

  // A key leads to a button, and only Enter presses it.
  await hugo.goto(`${posting}/review`);
  await alive(hugo);
  await hugo.keyboard.press("a");
  await hugo.keyboard.press("d");
  await hugo.keyboard.press("Space");
  await expect(decideButton(hugo)).toBeFocused();
  await hugo.keyboard.press("Enter");
  await expect(hugo.getByText("You approved: Content, Pay and place.")).toBeVisible();
  await expect(stage(hugo)).toHaveText("Approved");
});
