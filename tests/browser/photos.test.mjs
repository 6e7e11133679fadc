import assert from 'node:assert/strict';
import { axe, settled, sheet, test, visit, wedge } from './harness.mjs';
import { call, demo, of, people, received } from './seed.mjs';

const panel = (page) => page.getByRole('region', { name: 'Photos' });
const tile = (page, name) => panel(page).locator('.tile', { hasText: name }).first();
const photosOf = async (unit) => (await call('GET', of('intake', `/units/${unit.unit_id}/photos`))).items;
const here = (page) => page.evaluate(() => Number(localStorage.getItem('unsent-photos')));

async function until(holds, what) {
        for (let i = 0; i < 200; i++) {
                if (await holds()) return;
                await new Promise((resolve) => setTimeout(resolve, 50));
        }
        assert.fail(what);
}

async function opened(path = '/intake/', options = {}) {
        const unit = await received(), page = await visit(path, { person: people.receiver, ...options });
        await wedge(page, unit.printed);
        await tile(page, 'Front').waitFor();
        return { unit, page };
}

async function shoot(page) {
        await panel(page).getByRole('button', { name: 'Open camera' }).click();
        await panel(page).getByRole('button', { name: 'Take photo' }).click();
}

/** A JPEG file that stays larger than a part of an upload when it is made smaller. */
async function picture(page, width, height) {
        const url = await page.evaluate(([w, h]) => {
                const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h }), context = canvas.getContext('2d'), pixels = context.createImageData(w, h);
                for (let i = 0, state = 7; i < pixels.data.length; i++) { state = (state * 1103515245 + 12345) % 2147483648; pixels.data[i] = i % 4 === 3 ? 255 : state >> 16; }
                context.putImageData(pixels, 0, 0);
                return canvas.toDataURL('image/jpeg', 0.9);
        }, [width, height]);
        return { name: 'picture.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(url.split(',')[1], 'base64') };
}

/** A page of a device without a camera: files it is. */
async function withoutCamera(options) {
        const { unit, page } = await opened('/intake/', options);
        await page.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
        await page.reload();
        await settled(page);
        await wedge(page, unit.printed);
        await tile(page, 'Front').waitFor();
        return { unit, page };
}

async function choose(page, button, file) {
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
        await chooser.setFiles(file);
}

test('the shots of a piece are taken with the camera, each with its outline, and sent behind the next scan', async () => {
        const { unit, page } = await opened(), other = await received();
        assert.match(await panel(page).innerText(), /0 of 3/);
        await shoot(page);
        await panel(page).getByText('Front is taken. Next: Back.').waitFor();
        assert.ok(await panel(page).locator('.ghost path').getAttribute('d'));
        await panel(page).getByRole('button', { name: 'Take photo' }).click();
        await panel(page).getByText('Back is taken. Next: Tag.').waitFor();
        await wedge(page, other.printed);
        await page.getByRole('region', { name: 'Unit' }).getByText(other.printed).waitFor();
        await until(async () => (await photosOf(unit)).length === 2, 'both photos arrive');
        const [front, back] = await photosOf(unit);
        assert.deepEqual([front.shot, back.shot], ['Front', 'Back']);
        assert.ok(front.width > front.height && front.width <= 2400);
        await until(async () => await here(page) === 0, 'nothing is unsent');
        assert.ok(await page.evaluate(() => ![...document.querySelectorAll('video')].some((video) => video.srcObject?.active)), 'the camera is off');
        await wedge(page, unit.printed);
        await tile(page, 'Front').getByText('Taken').waitFor();
        await page.locator('tr', { hasText: 'Photo taken' }).getByText('Front').waitFor();
        assert.ok(await tile(page, 'Front').locator('img').evaluate(async (image) => { await image.decode(); return image.naturalWidth === 160; }));
});

test('a shot that has arrived meanwhile is not wanted again, however late the page hears of it', async () => {
        const { unit, page } = await opened();
        await page.route(/\/photos(\?|$)/, async (route) => { await new Promise((resolve) => setTimeout(resolve, 1500)); await route.continue(); });
        await shoot(page);
        await panel(page).getByText('Front is taken. Next: Back.').waitFor();
        await until(async () => (await photosOf(unit)).length === 1 && await here(page) === 0, 'the first arrives');
        await panel(page).getByRole('button', { name: 'Take photo' }).click();
        await panel(page).getByText('Back is taken. Next: Tag.').waitFor();
        await until(async () => (await photosOf(unit)).length === 2, 'both arrive');
});

test('photos are taken by keyboard alone', async () => {
        const { unit, page } = await opened();
        const press = async (name) => {
                const button = panel(page).getByRole('button', { name });
                for (let i = 0; i < 40 && !(await button.evaluate((node) => node === document.activeElement)); i++) await page.keyboard.press('Tab');
                await page.keyboard.press('Enter');
        };
        await press('Open camera');
        await until(() => panel(page).getByRole('button', { name: 'Take photo' }).evaluate((node) => node === document.activeElement), 'the focus is on Take photo');
        await page.keyboard.press('Enter');
        await panel(page).getByText('Front is taken.').waitFor();
        await press('Close camera');
        assert.equal(await panel(page).locator('video').count(), 0);
        await until(async () => (await photosOf(unit)).length === 1, 'it arrives');
});

test('without a camera a photo is a file, made smaller before it is sent', async () => {
        const { unit, page } = await withoutCamera();
        await choose(page, tile(page, 'Tag'), await picture(page, 3000, 1000));
        await until(async () => (await photosOf(unit)).length === 1, 'it arrives');
        const [photo] = await photosOf(unit);
        assert.deepEqual([photo.shot, photo.width, photo.height], ['Tag', 2400, 800]);
        await tile(page, 'Tag').getByText('Taken').waitFor();
        await choose(page, panel(page).getByRole('button', { name: 'Add photo' }), { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
        await page.getByText('list.txt cannot be read as a photo by this browser.').waitFor();
        assert.equal((await photosOf(unit)).length, 1);
});

test('a camera that may not be used is said to be so, and files stay', async () => {
        const { unit, page } = await opened();
        await page.evaluate(() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); }; });
        await panel(page).getByRole('button', { name: 'Open camera' }).click();
        await panel(page).getByText('This browser may not use the camera.').waitFor();
        await axe(page, 'no camera');
        await choose(page, panel(page).getByRole('button', { name: 'Use a file' }), await picture(page, 300, 200));
        await until(async () => (await photosOf(unit)).length === 1, 'it arrives');
});

test('an interrupted upload goes on where the server stands', async () => {
        const { unit, page } = await withoutCamera(), offsets = [];
        page.allow = /ERR_FAILED|503/;
        let broken = 2;
        await page.route('**/photo-uploads/*?offset=*', (route) => {
                offsets.push(Number(new URL(route.request().url()).searchParams.get('offset')));
                return offsets.length > 1 && broken-- > 0 ? route.abort() : route.continue();
        });
        await choose(page, tile(page, 'Front'), await picture(page, 2400, 1500));
        await tile(page, 'Front').getByText(/Sending, \d+ %/).waitFor();
        await until(async () => (await photosOf(unit)).length === 1, 'it arrives');
        const part = 262144;
        assert.deepEqual(offsets.slice(0, 5), [0, part, part, part, 2 * part], 'no part is sent twice');
});

test('photos are taken while the server of photos is away, by the list that was seen last', async () => {
        const { unit: before, page } = await opened(), unit = await received(), away = ['**/shot-list', '**/photos?*', '**/photo-uploads'];
        page.allow = /503/;
        for (const path of away) await page.route(path, (route) => route.fulfill({ status: 503, body: '{}' }));
        await wedge(page, unit.printed);
        await page.getByRole('region', { name: 'Unit' }).getByText(unit.printed).waitFor();
        await shoot(page);
        await tile(page, 'Front').getByText('Not sent yet').waitFor();
        for (const path of away) await page.unroute(path);
        await tile(page, 'Front').getByText('Taken').waitFor();
        assert.equal((await photosOf(unit)).length, 1);
        assert.equal((await photosOf(before)).length, 0);
});

test('what is unsent when a page is left is sent from the next one', async () => {
        const { unit, page } = await withoutCamera();
        page.allow = /503|ERR_FAILED/;
        let away = true;
        await page.context().route('**/photo-uploads/*?offset=*', (route) => away && !route.request().url().endsWith('offset=0') ? route.fulfill({ status: 503, body: '{}' }) : route.continue());
        await choose(page, tile(page, 'Front'), await picture(page, 1600, 1200));
        await until(async () => await here(page) === 1, 'it is kept');
        await tile(page, 'Front').getByText(/Sending/).waitFor();
        away = false;
        await page.goto(page.url().replace('/intake/', '/accounts/'));
        await settled(page);
        await until(async () => (await photosOf(unit)).length === 1, 'it is sent from another page');
        await until(async () => await here(page) === 0, 'nothing is left');
        assert.equal((await call('GET', of('intake', `/units/${unit.unit_id}`))).events.filter((one) => one.event === 'photo_taken').length, 1);
});

test('a photo of somebody else waits until they are there again', async () => {
        const { unit, page } = await withoutCamera();
        page.allow = /503/;
        await page.context().route('**/photo-uploads', (route) => route.fulfill({ status: 503, body: '{}' }));
        await choose(page, tile(page, 'Front'), await picture(page, 300, 200));
        await until(async () => await here(page) === 1, 'it is kept');
        const mine = await page.context().cookies(), theirs = await visit('/grading/', { person: people.grader });
        await page.context().unroute('**/photo-uploads');
        await page.context().addCookies(await theirs.context().cookies());
        await page.goto(page.url());
        await settled(page);
        await page.waitForTimeout(700);
        assert.equal((await photosOf(unit)).length, 0);
        await page.context().addCookies(mine);
        await page.reload();
        await until(async () => (await photosOf(unit)).length === 1, 'it is sent');
        const me = await call('GET', '/accounts/v1/staff?limit=200'), taker = me.items.find((one) => one.email === people.receiver.email);
        assert.equal((await photosOf(unit))[0].taken_by, `staff:${taker.staff_id}`);
});

test('a photo that is refused says why; it is sent again or discarded', async () => {
        const { unit, page } = await withoutCamera();
        page.allow = /409/;
        await page.route('**/photo-uploads', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json',
                body: JSON.stringify({ code: 'photo-limit', title: 'The unit has as many photos as it may have' }) }));
        await choose(page, tile(page, 'Front'), await picture(page, 300, 200));
        await tile(page, 'Front').getByText('Refused').waitFor();
        await tile(page, 'Front').click();
        await sheet(page).getByText('The unit has as many photos as it may have').waitFor();
        await axe(page, 'a refused photo');
        await page.unroute('**/photo-uploads');
        await sheet(page).getByRole('button', { name: 'Send it again' }).click();
        await tile(page, 'Front').getByText('Taken').waitFor();
        assert.equal((await photosOf(unit)).length, 1);
        await page.route('**/photo-uploads', (route) => route.fulfill({ status: 409, body: '{}' }));
        await choose(page, tile(page, 'Back'), await picture(page, 300, 200));
        await tile(page, 'Back').getByText('Refused').waitFor();
        await tile(page, 'Back').click();
        await sheet(page).getByRole('button', { name: 'Discard it' }).click();
        await tile(page, 'Back').getByText('Wanted').waitFor();
        assert.equal(await here(page), 0);
});

test('photos are seen at the bench, whole when they are pressed, and taken again there', async () => {
        const { unit, page } = await opened();
        await shoot(page);
        await until(async () => (await photosOf(unit)).length === 1, 'it arrives');
        const bench = await visit('/grading/', { person: people.grader });
        await wedge(bench, unit.printed);
        await tile(bench, 'Front').getByText('Taken').waitFor();
        await tile(bench, 'Front').click();
        const whole = sheet(bench).getByRole('img', { name: 'Front, the whole photo' });
        assert.ok(await whole.evaluate(async (image) => { await image.decode(); return image.naturalWidth > 600; }));
        await axe(bench, 'a whole photo');
        await sheet(bench).getByRole('button', { name: 'Take it again' }).click();
        await panel(bench).getByRole('button', { name: 'Take photo' }).click();
        await until(async () => (await photosOf(unit)).length === 2, 'the second arrives');
        const [first, second] = await photosOf(unit);
        assert.equal(first.retaken_by, second.photo_id);
        await until(async () => await panel(bench).locator('.tile.taken').count() === 1, 'one of them is shown');
});

test('the camera is usable at every width, in both schemes', async () => {
        for (const [width, scheme] of [[1440, 'light'], [390, 'dark'], [1024, 'dark'], [480, 'light']]) {
                const { page } = await opened('/intake/', { width, scheme });
                await panel(page).getByRole('button', { name: 'Open camera' }).click();
                await panel(page).getByRole('button', { name: 'Take photo' }).waitFor();
                await axe(page, `camera ${width} ${scheme}`);
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `no sideways scroll at ${width}`);
                const small = await panel(page).locator('button, select').evaluateAll((nodes) => nodes.filter((node) => node.getBoundingClientRect().height < 43.9).length);
                assert.equal(small, 0);
                await panel(page).getByRole('button', { name: 'Close camera' }).click();
        }
});

test('a supervisor says which shots are wanted of a product type', async () => {
        const page = await visit('/intake/', { person: people.supervisor }), type = `Hat ${Date.now()}`;
        await page.getByRole('button', { name: 'Shot lists' }).click();
        await sheet(page).getByLabel('Merchant').selectOption(demo.merchant.merchant_id);
        await sheet(page).getByText('Front, Back, Tag, Defect').waitFor();
        await axe(page, 'shot lists');
        await sheet(page).getByRole('button', { name: 'Add a product type' }).click();
        await sheet(page).getByLabel('Product type').fill(type);
        await sheet(page).getByLabel('Shot', { exact: true }).nth(1).fill('Front');
        await axe(page, 'a shot list');
        page.allow = /422/;
        await sheet(page).getByRole('button', { name: 'Save' }).click();
        await sheet(page).getByText('Is the name of another shot of this list').waitFor();
        await sheet(page).getByLabel('Shot', { exact: true }).nth(1).fill('Inside');
        await sheet(page).getByRole('button', { name: 'Remove this shot' }).last().click();
        await sheet(page).getByRole('button', { name: 'Add a shot' }).click();
        await page.keyboard.type('Sweatband');
        await sheet(page).getByLabel('For us only: shoppers never see it').last().check();
        await sheet(page).getByRole('button', { name: 'Save' }).click();
        await page.getByText('Version 1 holds from now on.').waitFor();
        await sheet(page).getByText('Front, Inside, Tag, Sweatband').waitFor();
        const list = (await call('GET', of('intake', '/shot-lists'))).items.find((one) => one.product_type === type);
        assert.deepEqual(list.shots.map((shot) => [shot.name, shot.outline, shot.optional, shot.internal]), [['Front', 'garment', false, false], ['Inside', 'garment', false, false],
                ['Tag', 'tag', false, false], ['Sweatband', 'none', false, true]]);
});
