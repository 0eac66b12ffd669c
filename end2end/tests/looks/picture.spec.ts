// The picture in the README: the editor as it is, taken by the stories' own browser when PICTURE names a file.
import { join, resolve } from "node:path";
import { opened } from "../../support/editor.ts";
import { DANA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

test("the editor shows sheet, library, facts and checks at once @scripts-on", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 810 });
  await signIn(page, DANA, "/postings?stage=changes_requested");
  await page.getByRole("link", { name: "Senior Java Backend Developer", exact: true }).click();
  await opened(page, true);
  for (const part of [page.locator("#sheet"), page.locator(".shelf-item").first(), page.locator(".finding").first(), page.locator(".facts")]) {
    await expect(part).toBeVisible();
  }
  const picture = process.env.PICTURE;
  if (picture) await page.screenshot({ path: resolve(join(import.meta.dirname, "../../.."), picture), animations: "disabled" });
});
