// Opens pages in Chromium as a phone and a desk show them: node look.js PROFILE PICTURES PAGE…
// PROFILE is a folder that is not there yet, PICTURES one for screenshots, or "-"; a PAGE is a file. CHROMIUM in the
// environment is the browser. It prints JSON, for each page, width and colour scheme: what axe finds against WCAG 2.2 AA
// and its own best practice, what the page fetched, how wide its content is, what went wrong, which tables do not fit,
// which words are broken over lines (those that the browser's own dictionary has), and which links are copied as other
// text.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core"), "utf8");

const [profile, pictures, ...pages] = process.argv.slice(2);
const WIDTHS = [360, 1200];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const OPTIONS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
];

// Only the pages of the site have a dark look, which is the same at every width; a document is the same in both.
function schemes(file, width) {
  return file.split(path.sep).includes("site") && width === WIDTHS.at(-1) ? ["light", "dark"] : ["light"];
}

// Runs in the page.
function layout() {
  const tables = [...document.querySelectorAll(".scroll")].filter((box) => box.scrollWidth > box.clientWidth + 1);
  const broken = [];
  const words = new Intl.Segmenter("th", { granularity: "word" });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("style, title, svg, .skip, .step, .code, .draft-mark")) continue;
    const head = node.parentElement.closest("thead");
    if (head && getComputedStyle(head).position === "absolute") continue; // of cards: there for readers alone
    for (const { segment, index, isWordLike } of words.segment(node.data)) {
      if (!isWordLike) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const tops = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
      if (tops.size > 1) broken.push(`${segment} in ${node.data.trim()}`);
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
  const seen = scheme === "light" ? await page.evaluate(layout) : { wide: [], broken: [], copied: [] };
  const found = await page.evaluate((tags) => axe.run({ preload: false, runOnly: { type: "tag", values: tags } }), RULES);
  const violations = found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
  return { width, scheme, violations, rules: found.passes.length, content, ...seen };
}

// Each page is opened once, and looked at in every way.
async function looks(context, file) {
  const page = await context.newPage();
  const fetched = [], wrong = [], found = [];
  page.on("request", (request) => fetched.push(request.url()));
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("requestfailed", (request) => wrong.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(axe);
  for (const width of WIDTHS)
    for (const scheme of schemes(file, width)) {
      found.push(await look(page, width, scheme));
      if (pictures !== "-") {
        const name = file.split(path.sep).slice(-3).join("-").replace(".html", "");
        await page.screenshot({ path: path.join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
      }
    }
  await page.close();
  return found.map((seen) => ({ page: file, fetched, wrong, ...seen }));
}

async function main() {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM, headless: true, args: OPTIONS, bypassCSP: true,
  });
  const found = [];
  for (const file of pages) found.push(...await looks(context, file));
  await context.close();
  process.stdout.write(JSON.stringify(found));
}

main().catch((error) => { process.stderr.write(String(error.stack)); process.exit(1); });
