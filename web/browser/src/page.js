// On every page: HTMX, without what a strict content policy forbids.
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
// A page is never kept on the device: it may be somebody else's next.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
