import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Preview } from "../src/preview.js";
import { changeView } from "../src/state.js";
import { problem, serve, until } from "./service.js";

const limits = { styles: 3, leastPreviewStroke: 0.5, defaults: { previewSize: 384 } };
const content = { blob: new Blob(["photo"]), name: "photo", width: 60, height: 40 };
const look = (changes = {}) => ({
  content,
  chosen: [{ key: "a", share: 1, region: null }],
  alpha: 1,
  stroke: 1,
  color: "none",
  ...changes,
});
const picked = (...keys) => keys.map((key) => ({ key, share: 1 / keys.length, region: null }));

beforeEach(() => {
  changeView({
    styles: ["a", "b", "c", "d"].map((key) => ({ key, name: key, thumbnail: "", source: key })),
  });
});

/** A preview, and what became of it. */
function open() {
  const seen = { painted: [], failed: [], busy: [] };
  const preview = new Preview(
    {
      painted: async (picture, shown) => {
        seen.painted.push({ text: await picture.text(), shown });
      },
      failed: (error) => seen.failed.push(error),
      busy: (on) => seen.busy.push(on),
    },
    limits,
  );
  const settled = () => until(() => seen.busy.at(-1) === false);
  return { preview, seen, settled };
}

/** Answers as the service does. */
function asService() {
  let ids = 0;
  return ({ method, path }) => {
    if (method === "POST" && path === "/api/v1/previews") {
      return { status: 201, body: { id: `p${++ids}` } };
    }
    return method === "GET" ? { body: path } : { status: 204 };
  };
}

const lines = (asked) => asked.map(({ method, path }) => `${method} ${path.replace(/\?.*/, "")}`);
const query = ({ path }) => new URL(path, "http://x").searchParams;

test("the photo is held once, and every look is a request of its own", async (t) => {
  const asked = await serve(t, asService());
  const { preview, seen, settled } = open();
  preview.want(look());
  await settled();
  preview.want(look({ alpha: 0.25, stroke: 2, color: "coral" }));
  await settled();
  assert.deepEqual(lines(asked), [
    "POST /api/v1/previews",
    "GET /api/v1/previews/p1",
    "GET /api/v1/previews/p1",
  ]);
  assert.match(asked[0].body, /name="size"\r\n\r\n384\r\n/);
  assert.deepEqual(Object.fromEntries(query(asked[2])), {
    alpha: "0.25",
    stroke: "2",
    weights: "1.0000",
    preserveColor: "coral",
  });
  assert.equal(seen.painted.length, 2);
  assert.equal(seen.painted[1].shown.alpha, 0.25);
});

test("a drag asks for one picture at a time, and ends with the newest", async (t) => {
  const answer = asService();
  let underWay = 0;
  let most = 0;
  const asked = await serve(t, async (one) => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 10));
    underWay--;
    return answer(one);
  });
  const { preview, seen, settled } = open();
  for (let percent = 99; percent >= 20; percent--) {
    preview.want(look({ alpha: percent / 100 }));
  }
  await until(() => seen.painted.length === 1);
  for (let percent = 19; percent >= 10; percent--) {
    preview.want(look({ alpha: percent / 100 }));
  }
  await settled();
  const alphas = asked
    .filter(({ method }) => method === "GET")
    .map((one) => query(one).get("alpha"));
  assert.equal(most, 1);
  assert.deepEqual(alphas, ["0.99", "0.2", "0.1"]);
});

test("styles are added to what is held, those let go of weigh nothing", async (t) => {
  const asked = await serve(t, asService());
  const { preview, settled } = open();
  preview.want(look());
  await settled();
  preview.want(look({ chosen: picked("b", "c") }));
  await settled();
  assert.equal(lines(asked)[2], "POST /api/v1/previews/p1/styles");
  assert.equal(query(asked[3]).get("weights"), "0.0000,0.5000,0.5000");
});

test("more styles than the service holds, or another photo: it is held anew", async (t) => {
  const asked = await serve(t, asService());
  const { preview, settled } = open();
  preview.want(look({ chosen: picked("a", "b", "c") }));
  await settled();
  preview.want(look({ chosen: picked("d") }));
  await settled();
  preview.want(look({ chosen: picked("d"), content: { ...content } }));
  await settled();
  const held = lines(asked).filter((line) => !line.startsWith("GET"));
  assert.deepEqual(held, [
    "POST /api/v1/previews",
    "DELETE /api/v1/previews/p1",
    "POST /api/v1/previews",
    "DELETE /api/v1/previews/p2",
    "POST /api/v1/previews",
  ]);
});

test("what the service has let go of is held anew, once", async (t) => {
  const answer = asService();
  let gone = 1;
  const asked = await serve(t, (one) =>
    one.method === "GET" && gone-- > 0 ? problem(404, "Its time is up.") : answer(one),
  );
  const { preview, seen, settled } = open();
  preview.want(look());
  await settled();
  assert.equal(seen.painted.length, 1);
  assert.deepEqual(seen.failed, []);
  gone = 2;
  preview.want(look());
  await settled();
  assert.equal(seen.failed[0].message, "Its time is up.");
  assert.equal(lines(asked).filter((line) => line.startsWith("POST")).length, 3);
});

/** A preview that is painted once, and then finds the service busy. */
async function busyAfterOne(t) {
  /** What waits for the service's seven seconds; others, such as fetch, have timers, too. */
  const timers = new Map();
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  t.mock.method(globalThis, "setTimeout", (act, millis, ...given) => {
    if (millis !== 7000) {
      return start(act, millis, ...given);
    }
    const id = Symbol("timer");
    timers.set(id, { act });
    return id;
  });
  t.mock.method(globalThis, "clearTimeout", (id) => timers.delete(id) || stop(id));
  const answer = asService();
  const service = { busy: false };
  const asked = await serve(t, (one) =>
    service.busy ? problem(503, "Too busy.", { "Retry-After": "7" }) : answer(one),
  );
  const { preview, seen, settled } = open();
  preview.want(look());
  await settled();
  service.busy = true;
  preview.want(look({ alpha: 0.5 }));
  await settled();
  service.busy = false;
  return { asked, preview, seen, settled, timers };
}

test("a fault is told, and tried again when the service says", async (t) => {
  const { asked, seen, timers } = await busyAfterOne(t);
  assert.deepEqual(
    seen.failed.map((error) => error.message),
    ["Too busy."],
  );
  const before = asked.length;
  const [again] = timers.values();
  again.act();
  await until(() => seen.painted.length === 2);
  assert.equal(query(asked[before]).get("alpha"), "0.5");
});

test("what is wished meanwhile is not tried twice", async (t) => {
  const { asked, preview, settled, timers } = await busyAfterOne(t);
  const before = asked.length;
  preview.want(look({ alpha: 0.75 }));
  await settled();
  assert.equal(timers.size, 0);
  assert.equal(asked.length, before + 1);
  assert.equal(query(asked[before]).get("alpha"), "0.75");
});

test("what is let go of is not tried again, and the service is told", async (t) => {
  const { asked, preview, timers } = await busyAfterOne(t);
  preview.release();
  assert.equal(timers.size, 0);
  await until(() => lines(asked).at(-1) === "DELETE /api/v1/previews/p1");
});
