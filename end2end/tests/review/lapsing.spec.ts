// What time does to a review: approvals lapse and are given again, a guest's link expires and is renewed.
import { accessible } from "../../support/axe.ts";
import { DANA, HUGO, signIn } from "../../support/people.ts";
import { approve, copyOf, decideButton, fillBallot, invite, openLink, sent, stage, submit, submitHere } from "../../support/posting.ts";
import { daysLater, ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const MODEL = "PHP Backend Developer";

const publish = (page: Page) => page.getByRole("button", { name: "Publish", exact: true });

test("an approval lapses, publishing says so, and the same words are approved once more", async ({ page, as, scripts }) => {
  test.slow(); // two rounds of review
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer approved long ago");
  await submit(page, posting, "Please read it.");
  const hugo = await as(HUGO);
  await approve(hugo, posting);

  daysLater(61);
  await hugo.goto(`${posting}/review`);
  await expect(hugo.getByText("it has lapsed").first()).toBeVisible();
  if (scripts) await accessible(hugo);
  expect(await sent(hugo, publish(hugo))).toBe(409);
  await expect(hugo.getByText("has lapsed. Submit the posting again to have it confirmed")).toBeVisible();
  await expect(stage(hugo)).toHaveText("Approved");

  await page.goto(`${posting}/history`);
  await submitHere(page, "Nothing changed.");
  await expect(stage(page)).toHaveText("In review");
  await fillBallot(hugo, posting, "Approve");
  await decideButton(hugo).click();
  await expect(stage(hugo)).toHaveText("Approved");
  expect(await sent(hugo, publish(hugo))).toBe(303);
  await expect(stage(hugo)).toHaveText("Published");
});

test("a guest's link expires, says whom to ask, and a new one leads back to what was said", async ({ page, as, scripts }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer for a guest who waits");
  const link = await invite(page, posting, "Gina Fox");
  const late = await invite(page, posting, "Gus Roth");
  const gina = await as(null, link);
  await openLink(gina);
  await gina.locator(".diff-line").first().getByRole("link", { name: "Discuss this line" }).click();
  const form = gina.getByRole("region", { name: "Say something" });
  await form.getByRole("textbox", { name: "Comment" }).fill("I come back to this.");

  daysLater(30);
  expect(await sent(gina, form.getByRole("button", { name: "Comment", exact: true }))).toBe(410);
  await expect(gina.getByText("This link has expired. Dana Okafor can give you a new one.")).toBeVisible();
  await expect(gina.getByLabel("What you wrote was not sent.")).toHaveValue("I come back to this.");
  await gina.goto(new URL(gina.url()).pathname);
  await expect(gina.getByRole("heading", { name: "Nothing opens here" })).toBeVisible();
  if (scripts) await accessible(gina);
  const gus = await as(null, late);
  await expect(gus.getByText("This link has expired. Dana Okafor can give you a new one.")).toBeVisible();
  await expect(gus.getByRole("button", { name: "Open the posting" })).toHaveCount(0);

  await page.goto(`${posting}/guests`);
  await expect(page.getByText(/expired/).first()).toBeVisible();
  expect(await sent(page, page.getByRole("button", { name: "New link for Gina Fox" }))).toBe(303);
  const renewed = new URL(await page.getByLabel("Guest link").inputValue());
  await gina.goto(renewed.pathname + renewed.search);
  await openLink(gina);
  await expect(gina.getByText("You are a guest of Dana Okafor")).toBeVisible();
});
