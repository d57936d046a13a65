// node picture.mjs EDITION.tei.xml PICTURE.png
//
// `make picture` installs what it needs beside a copy of it, and runs it. It opens a TEI edition in a headless Chromium
// with CETEIcean, looks whether head, paragraphs, notes and choices are seen, and saves a picture of the page. CHROMIUM
// names another browser than that of @sparticuz/chromium.

import { readFile } from "node:fs/promises";
import chromium from "@sparticuz/chromium";
import puppeteer from "puppeteer-core";

const [edition, picture] = process.argv.slice(2);
if (!edition || !picture) {
  console.error("usage: node picture.mjs EDITION.tei.xml PICTURE.png");
  process.exit(2);
}

const ceteicean = await readFile(new URL("node_modules/CETEIcean/dist/CETEI.js", import.meta.url), "utf8");
const style = await readFile(new URL("picture.css", import.meta.url), "utf8");
const xml = await readFile(edition, "utf8");

const browser = await puppeteer.launch({
  args: chromium.args,
  executablePath: process.env.CHROMIUM ?? (await chromium.executablePath()),
  headless: "shell",
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 1200 });
  await page.setOfflineMode(true);
  await page.setContent("<!doctype html><title>Edition</title><main></main>");
  await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: ceteicean });
  const seen = await page.evaluate((text) => {
    const reader = new CETEI();
    reader.makeHTML5(text, (shown) => document.querySelector("main").append(shown));
    const visible = (name) =>
      [...document.querySelectorAll(`main ${name}`)].filter((one) => one.getClientRects().length > 0);
    const count = (name) => visible(name).length;
    return {
      heads: count("tei-head"),
      paragraphs: count("tei-p"),
      notes: count("tei-note"),
      choices: count("tei-choice"),
      corrections: count("tei-corr"),
      first: visible("tei-head")[0]?.textContent.replace(/\s+/g, " ").trim(),
    };
  }, xml);
  await page.screenshot({ path: picture, fullPage: true });
  console.log(JSON.stringify(seen, null, 2));
  const missing = ["heads", "paragraphs", "notes", "choices"].filter((name) => !seen[name]);
  if (missing.length) {
    console.error(`not seen in the browser: ${missing.join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
}
