// Opens pages in Chromium as a phone and a desk show them: node look.js PROFILE PICTURES PAGE…
// PROFILE is a folder that is not there yet, PICTURES one for screenshots, or "-"; a PAGE is a file. CHROMIUM in the
// environment is the browser. It prints JSON, for each page, width and colour scheme: what axe finds against WCAG 2.2 AA
// and its own best practice, what the page fetched, how wide its content is, what went wrong, which tables do not fit,
// which words are broken over lines (those that the browser's own dictionary has), and which links are copied as other
// text.
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");
const { axe, found, foundInColours, options } = require("./axe.js");

const [profile, pictures, ...pages] = process.argv.slice(2);
const WIDTHS = [360, 1200];

// Only the pages of the site have a dark look, which is the same at every width; a document is the same in both.
function schemes(file, width) {
  return file.split(path.sep).includes("site") && width === WIDTHS.at(-1) ? ["light", "dark"] : ["light"];
}

// Runs in the page.
function layout() {
  const tables = [...document.querySelectorAll(".scroll")].filter((box) => box.scrollWidth > box.clientWidth + 1);
  const broken = [];
  const words = new Intl.Segmenter("th", { granularity: "word" });
  const lines = (range) => new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("style, title, svg, .skip, .step, .code, .draft-mark")) continue;
    const head = node.parentElement.closest("thead");
    if (head && getComputedStyle(head).position === "absolute") continue; // of cards: there for readers alone
    const whole = document.createRange();
    whole.selectNode(node);
    if (lines(whole) < 2) continue;
    for (const { segment, index, isWordLike } of words.segment(node.data)) {
      if (!isWordLike) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      if (lines(range) > 1) broken.push(`${segment} in ${node.data.trim()}`);
    }
  }
  const copied = [...document.querySelectorAll("a[href^=http]")].flatMap((link) => {
    getSelection().selectAllChildren(link);
    const text = getSelection().toString();
    return link.querySelector(".step") && text !== link.getAttribute("href") ? [text] : [];
  });
  getSelection().removeAllRanges();
  const wide = tables.map((box) => box.querySelector("table").id);
  return { wide, broken, copied };
}

async function look(page, width, scheme) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
  const content = await page.evaluate(() => document.documentElement.scrollWidth);
  if (scheme === "dark") // other colours of what was looked at before
    return { width, scheme, content, wide: [], broken: [], copied: [], ...await foundInColours(page) };
  return { width, scheme, content, ...await page.evaluate(layout), ...await found(page) };
}

// Each file is opened once, and looked at in every way.
async function looks(page, file, heard) {
  Object.assign(heard, { fetched: [], wrong: [] });
  const { fetched, wrong } = heard;
  const seen = [];
  await page.goto(pathToFileURL(file).href);
  for (const width of WIDTHS)
    for (const scheme of schemes(file, width)) {
      seen.push({ page: file, fetched, wrong, ...await look(page, width, scheme) });
      if (pictures !== "-") {
        const name = file.split(path.sep).slice(-3).join("-").replace(".html", "");
        await page.screenshot({ path: path.join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
      }
    }
  return seen;
}

// All files are opened in one page, whose processes have compiled axe already.
async function main() {
  const own = options("--host-resolver-rules=MAP * ~NOTFOUND");
  const context = await chromium.launchPersistentContext(profile, { ...own, bypassCSP: true });
  const page = await context.newPage();
  await page.addInitScript({ content: axe });
  const heard = {};
  page.on("request", (request) => heard.fetched.push(request.url()));
  page.on("console", (message) => heard.wrong.push(message.text()));
  page.on("pageerror", (error) => heard.wrong.push(String(error)));
  page.on("requestfailed", (request) => heard.wrong.push(request.url()));
  const seen = [];
  for (const file of pages) seen.push(...await looks(page, file, heard));
  await context.close();
  process.stdout.write(JSON.stringify(seen));
}

main().catch((error) => { process.stderr.write(String(error.stack)); process.exit(1); });
