// What a merchant sells: its file, its shop, and what a receiver will find.
import { api, choice, el, facts, fileForm, form, field, forMerchant, page, say, state, time } from './kit/kit.js';
import { finder } from './find.js';

const number = (value) => value.toLocaleString('en');
const counts = ({ rows, added, changed, removed }) => [`${number(rows)} ${rows === 1 ? 'product' : 'products'} in the file`, `${number(added)} added`, `${number(changed)} changed`,
        removed && `${number(removed)} removed`].filter(Boolean).join(', ');

function summary(known) {
        const last = known.last_import;
        const title = known.products ? `${number(known.products)} ${known.products === 1 ? 'product' : 'products'}` : 'No products yet';
        return el('section', { class: 'panel', 'aria-label': 'What it holds' }, el('h2', {}, title),
                known.products ? facts(['Last file', last && el('span', {}, time(last.at), `: ${counts(last)}`)], ['Last change', known.changed_at && time(known.changed_at)],
                        ['Shop', known.shop_connected ? state('active', 'Connected') : state('paused', 'Not connected')])
                : el('p', { class: 'muted' }, 'With a catalogue, a piece without a tag is found by what it looks like, and a barcode that no shipment expects is known all the same.'));
}

const columns = 'Shopify’s product export works as it is. Any other file needs a first line that names its columns: Title, and SKU, Variant ID or Handle; '
        + 'and of Vendor, Type, Colour, Size, Barcode, Price, Image URL, Tags what you have. UTF-8, up to 64 MB.';

function uploading(merchant, refresh) {
        return el('section', { class: 'panel' }, el('h2', {}, 'Upload a file'), el('p', { class: 'muted' }, columns), fileForm({
                label: 'CSV file', parts: choice('mode', 'What becomes of the products that are here',
                        [['merge', 'They stay; the file adds and changes'], ['replace', 'Those that are not in the file go']], { chosen: 'merge' }),
                path: ({ mode }) => `/intake/v1/merchants/${merchant.merchant_id}/catalogue?mode=${mode}`,
                done: async (answer, file) => {
                        await refresh();
                        say(`${file.name} is in: ${counts(answer)}.${answer.ignored_columns.length ? ` Not used: ${answer.ignored_columns.join(', ')}.` : ''}`, 'good');
                },
        }));
}

function shop(merchant, refresh) {
        const address = `${location.origin}/intake/v1/webhooks/shopify/${merchant.merchant_id}`;
        return el('section', { class: 'panel' }, el('h2', {}, 'Shopify'),
                el('p', { class: 'muted' }, 'With these webhooks the catalogue follows the shop by itself: product creation, product update, product deletion, as JSON, to this address.'),
                el('p', { class: 'secret' }, address),
                form([field('secret', 'Signing secret', { type: 'password', minlength: 16, autocomplete: 'new-password',
                        hint: 'Shopify shows it under Settings, Notifications, Webhooks. The one before stays good for a day.' })], 'Connect',
                        async (given, node) => {
                                await api('PUT', `/intake/v1/merchants/${merchant.merchant_id}/connections/shopify`, given);
                                node.reset();
                                await refresh();
                                say('Connected. Changes in the shop arrive from now on.', 'good');
                        }));
}

await page({ place: 'receive', title: 'Catalogue', lead: 'What a merchant sells, so that a piece without a tag can be named.' }, async (parts) => {
        const place = el('div', { class: 'stack' }), { may } = parts;
        parts.main.append(place);
        parts.tools.append(el('a', { class: 'button quiet', href: '/intake/' }, 'Receive'));
        await forMerchant(parts, async (merchant) => {
                const top = el('div', {}), path = `/intake/v1/merchants/${merchant.merchant_id}/catalogue/state`;
                const refresh = async () => top.replaceChildren(summary(await api('GET', path)));
                await refresh();
                place.replaceChildren(top, el('div', { class: 'columns' },
                        el('div', { class: 'stack' }, may('supervisor') && uploading(merchant, refresh), may() && shop(merchant, refresh)),
                        el('section', { class: 'panel' }, el('h2', {}, 'Try it'), finder(merchant.merchant_id, { label: 'Find a product' }).node)));
        });
});
