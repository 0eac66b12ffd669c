// The stories' `test`: every page of every story is watched. What the browser complains about, and whatever leaves the
// origin, fails the story.
import { test as base, type BrowserContext, expect, type Page } from "@playwright/test";
import { type Person, signIn } from "./people.ts";
import { server } from "./server.ts";

export { expect };

/** Opens a browser of another person, or of nobody, at an address. */
type Visit = (person: Person | null, address?: string) => Promise<Page>;

export const test = base.extend<{ scripts: boolean; watched: void; as: Visit }>({
  // The option must be a fixture, because the port is known only once the server listens.
  // biome-ignore lint: Playwright reads the names of the first parameter
  baseURL: async ({}, use) => use(server.url),
  scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  page: async ({ page, scripts }, use) => use(scripts ? page : patient(page)),
  watched: [
    async ({ context }, use) => {
      const complaints = watch(context);
      await use();
      expect(complaints, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
  as: async ({ browser, scripts }, use) => {
    const visits: { context: BrowserContext; complaints: string[] }[] = [];
    await use(async (person, address = "/") => {
      const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: scripts });
      visits.push({ context, complaints: watch(context) });
      const page = scripts ? await context.newPage() : patient(await context.newPage());
      await (person ? signIn(page, person, address) : page.goto(address));
      return page;
    });
    for (const { context } of visits) await context.close();
    expect(visits.flatMap(({ complaints }) => complaints), "what the other browsers complained about").toEqual([]);
  },
});

/**
 * Lets a browser without scripts get where it is going: the editor sends it on to the plain form by itself, and that way
 * would break off the next one.
 */
function patient(page: Page): Page {
  const goto = page.goto.bind(page);
  page.goto = async (address, options) => {
    if (/\/postings\/[0-9a-f-]{36}$/.test(page.url())) {
      await page.waitForURL(/\?plain=1/, { timeout: 3_000 }).catch(() => undefined);
    }
    return goto(address, options);
  };
  return page;
}

/** Collects console errors, uncaught exceptions and requests to other origins. */
export function watch(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !isAnsweredPage(message.text(), message.location().url)) {
      complaints.push(`${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !url.startsWith("data:")) complaints.push(`a request to ${url}`);
  });
  return complaints;
}

/** A page that is rightly answered with 403, 404, 410 or 422 makes Chromium complain too; files and calls may not. */
function isAnsweredPage(text: string, url: string) {
  const path = url.slice(server.url.length);
  return text.startsWith("Failed to load resource") && !path.startsWith("/assets/") && !path.startsWith("/api/");
}

/** The wasm came alive: everything on the page is woken. */
export async function alive(page: Page) {
  await expect(page.locator("html[data-alive]")).toHaveCount(1);
}
