// The structured data of a posting, held against what job search engines demand of `JobPosting`
// (developers.google.com/search/docs/appearance/structured-data/job-posting, schema.org/JobPosting).
import { expect, type Page } from "@playwright/test";

const EMPLOYMENT = ["FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"];
const UNITS = ["HOUR", "DAY", "WEEK", "MONTH", "YEAR"];
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/;

/** The one block of structured data of the page. */
export async function jobPosting(page: Page): Promise<Record<string, any>> {
  const blocks = page.locator('script[type="application/ld+json"]');
  await expect(blocks).toHaveCount(1);
  return JSON.parse((await blocks.textContent()) ?? "");
}

/** Everything that is wrong with it. */
export function problems(job: Record<string, any>): string[] {
  const found: string[] = [];
  const demand = (holds: unknown, what: string) => void (holds || found.push(what));
  const text = (value: unknown) => typeof value === "string" && value.trim() !== "";
  demand(/^https?:\/\/schema\.org\/?$/.test(job["@context"]), "@context is schema.org");
  demand(job["@type"] === "JobPosting", "@type is JobPosting");
  demand(text(job.title) && !/[<>]/.test(job.title), "title is plain text");
  demand(text(job.description) && /<(p|ul|li)>/.test(job.description), "description is HTML");
  demand(!/<(?!\/?(p|ul|li|br)\b)/.test(job.description ?? ""), "description uses p, ul, li, br only");
  demand(DATE.test(job.datePosted), "datePosted is ISO 8601");
  demand(DATE.test(job.validThrough) && job.validThrough > job.datePosted, "validThrough is later than datePosted");
  demand(job.hiringOrganization?.["@type"] === "Organization" && text(job.hiringOrganization.name), "hiringOrganization has a name");
  for (const type of [job.employmentType].flat()) demand(EMPLOYMENT.includes(type), `employmentType ${type}`);
  places(job, demand, text);
  pay(job, demand);
  return found;
}

function places(job: Record<string, any>, demand: (holds: unknown, what: string) => void, text: (value: unknown) => boolean) {
  const remote = job.jobLocationType === "TELECOMMUTE";
  const places = [job.jobLocation ?? []].flat();
  demand(places.length > 0 || remote, "jobLocation, or TELECOMMUTE");
  for (const place of places) {
    demand(place["@type"] === "Place" && place.address?.["@type"] === "PostalAddress", "jobLocation is a Place with a PostalAddress");
    demand(text(place.address?.addressCountry), "the address has a country");
  }
  if (remote && places.length === 0) demand([job.applicantLocationRequirements].flat().every((area: any) => text(area?.name)), "applicantLocationRequirements");
}

function pay(job: Record<string, any>, demand: (holds: unknown, what: string) => void) {
  const pay = job.baseSalary;
  demand(pay?.["@type"] === "MonetaryAmount" && /^[A-Z]{3}$/.test(pay.currency), "baseSalary is a MonetaryAmount with a currency");
  const value = pay?.value;
  demand(value?.["@type"] === "QuantitativeValue" && UNITS.includes(value.unitText), "its value has a unit");
  demand(typeof value?.minValue === "number" && value.minValue > 0 && value.maxValue >= value.minValue, "its range is sane");
}
