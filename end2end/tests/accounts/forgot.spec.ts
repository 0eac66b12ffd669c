// A forgotten password: the same answer to everybody, and a link that works once.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DANA, signIn } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

const NEW = "dana-found-her-keys-again";

/** The link of the newest mail that has one: mails lie in a folder beside the database. */
async function link(): Promise<string> {
  let found = "";
  await expect
    .poll(() => {
      const folder = join(server.folder, "mail");
      const mails = readdirSync(folder).filter((file) => file.endsWith(".eml"));
      const texts = mails.map((file) => readFileSync(join(folder, file), "utf8").replaceAll("=\r\n", "").replaceAll("=3D", "="));
      found = texts.map((text) => /https?:\S+\/reset\?token=\S+/.exec(text)?.[0] ?? "").find(Boolean) ?? "";
      return found;
    })
    .not.toBe("");
  return found;
}

test("Dana forgets her password and sets a new one", async ({ page }) => {
  for (const email of ["nobody@northwind.example", DANA.email]) {
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await expect(page.getByRole("status")).toHaveText(/^If there is an account with this address/);
  }
  const address = await link();
  await page.goto(address);
  await page.getByRole("textbox", { name: "New password" }).fill("short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Use at least 12 characters").first()).toBeVisible();
  await page.getByRole("textbox", { name: "New password" }).fill(NEW);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your new password is set.")).toBeVisible();
  await signIn(page, { ...DANA, password: NEW });
  await page.goto(address);
  await expect(page.getByText("This link has been used")).toBeVisible();
});
