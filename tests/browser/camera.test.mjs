import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bwip from 'bwip-js';
import { axe, base, fake, launch, says, test, visit } from './harness.mjs';
import { admin, of, people, received } from './seed.mjs';

const width = 640, height = 480;
const button = (page) => page.getByRole('button', { name: 'Camera', exact: true });

const policy = async (path) => (await fetch(base + path)).headers.get('Content-Security-Policy');

/** A picture of the server as grey pixels: at `scale`, in the middle of a view that is not quite white. */
const greys = (page, path, scale) => page.evaluate(async ([source, w, h, times]) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const pen = Object.assign(document.createElement('canvas'), { width: w, height: h }).getContext('2d');
        pen.fillStyle = '#ddd';
        pen.fillRect(0, 0, w, h);
        pen.drawImage(image, (w - image.naturalWidth * times) / 2, (h - image.naturalHeight * times) / 2, image.naturalWidth * times, image.naturalHeight * times);
        return [...pen.getImageData(0, 0, w, h).data].filter((value, i) => i % 4 === 1);
}, [path, width, height, scale]);

/** A film of one picture, as a camera gives it. */
function film(grey) {
        const dir = mkdtempSync(join(tmpdir(), 'resale-film-')), file = join(dir, 'label.y4m');
        const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), Buffer.alloc(width * height / 2, 128)]);
        writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`), frame, frame]));
        return { file, remove: () => rmSync(dir, { recursive: true }) };
}

/** The modules of a GS1 DataMatrix, six pixels each, in the middle of a view that is not quite white. */
function matrix(text) {
        const [{ pixs, pixx, pixy }] = bwip.raw({ bcid: 'gs1datamatrix', text }), size = 6, grey = Buffer.alloc(width * height, 0xdd);
        const left = (width - pixx * size) >> 1, top = (height - pixy * size) >> 1;
        for (let y = 0; y < pixy * size; y++)
                for (let x = 0; x < pixx * size; x++)
                        if (pixs[((y / size) | 0) * pixx + ((x / size) | 0)]) grey[(top + y) * width + left + x] = 0x22;
        return grey;
}

/** A page in a browser whose camera sees the picture. */
async function seeing(path, picture, scale) {
        const { file, remove } = film(Buffer.isBuffer(picture) ? picture : await greys(await visit('/style', { person: admin }), picture, scale));
        const by = await launch(...fake, `--use-file-for-fake-video-capture=${file}`);
        return { page: await visit(path, { person: people.receiver, by, permissions: ['camera'] }), remove };
}

test('the camera reads the code of a unit\'s label; what reads it is loaded when it is wanted and never compiled by the page', async () => {
        const unit = await received(), { page, remove } = await seeing('/intake/', of('intake', `/units/${unit.unit_id}/label?size=57x32`), 2.4), asked = [];
        page.on('response', (answer) => asked.push(answer));
        const wasm = () => asked.filter((answer) => /camera-wasm|zxing/.test(answer.url()));
        assert.deepEqual(wasm(), []);
        await button(page).click();
        await says(page, 'A unit, received');
        assert.equal((await page.locator('.result .plate').innerText()).replaceAll('-', ''), unit.lpn);
        assert.deepEqual(wasm().map((answer) => new URL(answer.url()).pathname).sort(), ['/accounts/camera-wasm.js', '/accounts/zxing.js', '/accounts/zxing_reader.wasm']);
        assert.match(await policy('/accounts/camera-wasm.js'), /'wasm-unsafe-eval'/);
        for (const path of ['/accounts/zxing.js', '/intake/', '/intake/kit/camera.js']) assert.doesNotMatch(await policy(path), /wasm/);
        await axe(page, 'a station with its camera open');
        assert.equal(await button(page).getAttribute('aria-expanded'), 'true');
        const track = await page.locator('video').evaluateHandle((video) => video.srcObject.getVideoTracks()[0]);
        await page.getByRole('button', { name: 'Close camera' }).click();
        assert.equal(await track.evaluate((one) => one.readyState), 'ended');
        assert.equal(await page.locator('video').count(), 0);
        assert.equal(await button(page).getAttribute('aria-expanded'), 'false');
        remove();
});

test('a code that stays before the camera is read once', async () => {
        const { page, remove } = await seeing('/style', '/intake/v1/symbols?code=RPT:A-7&symbol=qr', 1.5);
        await page.evaluate(() => {
                globalThis.taken = [];
                new MutationObserver(() => { const plate = document.querySelector('.station .result .plate'); if (plate) globalThis.taken.push(plate.textContent); })
                        .observe(document.querySelector('.station .result'), { childList: true });
        });
        await button(page).click();
        await says(page, 'RPT:A-7');
        await page.waitForTimeout(2500);
        assert.deepEqual(await page.evaluate(() => globalThis.taken), ['RPT:A-7']);
        await button(page).click();
        await page.locator('video').waitFor({ state: 'detached' });
        remove();
});

test('the camera reads a GS1 DataMatrix with its elements apart', async () => {
        const { page, remove } = await seeing('/style', matrix('(01)09506000134352(10)LOT7(21)X9'));
        await button(page).click();
        await says(page, '010950600013435210LOT7\u001d21X9');
        remove();
});

test('without a camera, and without leave to use it, the station says what to do', async () => {
        const none = await visit('/style', { person: admin, by: await launch() });
        await button(none).click();
        await none.getByRole('alert').getByText('No camera was found. Type the code, or use a scanner.').waitFor();
        assert.equal(await button(none).getAttribute('aria-expanded'), 'false');
        const refused = await visit('/style', { person: admin });
        await refused.evaluate(() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('Permission denied', 'NotAllowedError'); }; });
        await button(refused).click();
        await refused.getByRole('alert').getByText('This site may not use the camera.').waitFor();
});

test('the browser\'s own reader of codes is preferred, and the light is offered where there is one', async () => {
        const by = await launch(...fake), page = await visit('/style', { person: admin, by, permissions: ['camera'] }), asked = [], light = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.exposeFunction('lit', (on) => light.push(on));
        await page.evaluate(() => {
                globalThis.BarcodeDetector = class {
                        static getSupportedFormats = async () => ['code_128', 'ean_13', 'qr_code', 'data_matrix'];
                        detect = async () => [{ rawValue: ']C1OWN-READER-1' }];
                };
                const able = MediaStreamTrack.prototype.getCapabilities;
                MediaStreamTrack.prototype.getCapabilities = function () { return { ...able.call(this), torch: true }; };
                MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => globalThis.lit(advanced[0].torch);
        });
        await button(page).click();
        await says(page, 'OWN-READER-1');
        const lamp = page.getByRole('button', { name: 'Light' });
        await lamp.click();
        await page.locator('[aria-pressed=true]').waitFor();
        await lamp.click();
        await page.locator('[aria-pressed=false]').waitFor();
        assert.deepEqual(light, [true, false]);
        assert.deepEqual(asked.filter((url) => /zxing|camera-wasm/.test(url)), []);
});

test('a reader that cannot be loaded is told, and the camera is let go', async () => {
        const by = await launch(...fake), page = await visit('/style', { person: admin, by, permissions: ['camera'] });
        page.allow = /zxing/;
        await page.context().route('**/zxing.js', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
        await page.context().route('**/camera-wasm.js', async (route) => { const answer = await route.fetch(), text = await answer.text();
                await route.fulfill({ response: answer, body: text.replace("importScripts('/accounts/zxing.js');", '') }); });
        await button(page).click();
        await page.getByRole('alert').getByText('the reader of this site could not be loaded.').waitFor();
        assert.equal(await page.locator('video').count(), 0);
});
