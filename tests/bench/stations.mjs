// Twenty stations scan once a second for SECONDS: one is a browser, whose time from the scanner's Enter to the answer on the screen is taken; nineteen send what it sends.
// Prints "<p50> <p95> <p95 of the requests of the nineteen> <scans>", in milliseconds.
import { finish, start, visit, wedge } from '../browser/harness.mjs';
import { call, demo, of, people, seed, shipment } from '../browser/seed.mjs';

const seconds = Number(process.argv[2] || 40), others = 19, pieces = 3, each = pieces + 1;   /* scans of a parcel: its number, then every piece */
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)];
const pause = (until) => new Promise((resolve) => setTimeout(resolve, Math.max(0, until - performance.now())));
const timed = async (work) => { const begun = performance.now(); await work(); return performance.now() - begun; };

/** Calls scan(parcel, n) once a second, beginning at its own moment of the second; the milliseconds of each. */
async function station(number, parcels, scan) {
        const begun = performance.now() + (number * 1000) / (others + 1), taken = [];
        for (let i = 0; i < seconds; i++) {
                await pause(begun + i * 1000);
                taken.push(await scan(parcels[Math.floor(i / each)], i % each));
        }
        return taken;
}

const byRequests = (parcel, n) => timed(async () => {
        if (!n) return call('POST', '/intake/v1/scans', { code: parcel.tracking_number });
        await call('POST', of('intake', `/shipments/${parcel.shipment_id}/receive`), { line_id: parcel.lines[n - 1].line_id, facility_id: demo.facility.facility_id });
        return call('GET', of('intake', `/shipments/${parcel.shipment_id}`));
});

/** From the end of the scan until the strip says what came of it and the browser has painted that. */
const watch = (page) => page.evaluate(() => new Promise((resolve, reject) => {
        const strip = document.querySelector('.result');
        let begun;
        setTimeout(() => reject(new Error(`no answer to a scan; the station says "${strip.textContent}"`)), 10000);
        const heard = new AbortController();
        addEventListener('keydown', (event) => { if (event.key === 'Enter') begun ??= performance.now(); }, { capture: true, signal: heard.signal });
        const seen = new MutationObserver(() => {
                if (begun === undefined || /\u2026/.test(strip.textContent)) return;
                seen.disconnect();
                heard.abort();
                requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
        });
        seen.observe(strip, { childList: true, subtree: true, characterData: true });
}));

const byBrowser = (page) => async (parcel, n) => {
        const answered = watch(page);
        await wedge(page, n ? parcel.lines[n - 1].barcode : parcel.tracking_number);
        return answered;
};

await start();
try {
        await seed();
        const parcels = [];
        for (let i = 0; i <= others; i++) parcels.push(await Promise.all(Array.from({ length: Math.ceil(seconds / each) }, () => shipment(pieces))));
        const page = await visit('/intake/', { person: people.receiver });
        const [seen, ...answered] = await Promise.all(parcels.map((own, i) => station(i, own, i ? byRequests : byBrowser(page))));
        console.log([quantile(seen, 0.5), quantile(seen, 0.95), quantile(answered.flat(), 0.95)].map((ms) => ms.toFixed(1)).join(' '), seen.length + answered.flat().length);
} finally {
        await finish();
}
