// On every page: HTMX, without what a strict content policy forbids, and what waits on this device.
import htmx from "htmx.org";
import { start as startTyped } from "./parts/typed.js";
import { start as startWaiting } from "./parts/waiting.js";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.timeout = 15_000;
// A page is never kept on the device: it may be somebody else's next.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
// A page that says what is wrong with a form is a page to show.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "40[019]|422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

startWaiting();
startTyped();
