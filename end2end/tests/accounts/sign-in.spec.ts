import { ADA, DANA, signInAnew, signOut } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { alive, expect, test } from "../../support/story.ts";

ownServer();

test("Dana signs in, lands where she wanted to go, and signs out", async ({ page, scripts }) => {
  await page.goto("/library");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signInAnew(page, DANA, "/library");
  await expect(page).toHaveURL(/\/library$/);
  await expect(page.getByRole("heading", { level: 1, name: "Library" })).toBeVisible();
  if (scripts) await alive(page);
  await signOut(page);
  await page.goto("/library");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a wrong password and an unknown address get the same answer, and what was typed stays", async ({ page }) => {
  const refusals: string[] = [];
  for (const email of [ADA.email, "nobody@northwind.example"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("this-is-not-the-password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(page.getByLabel("Password")).toHaveValue("");
    refusals.push(await page.getByRole("alert").innerText());
  }
  expect(refusals[0]).toBe(refusals[1]);
});

test("the bundle comes alive on an ordinary page @scripts-on", async ({ page }) => {
  await signInAnew(page, DANA);
  await alive(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to, or search" }).fill("libr");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/library/);
});
