import { api, attempt, el, merchantChooser, money, plate, say, shell, state, table, time } from '/listing/kit/kit.js';

const main = await shell({ service: 'listing', title: 'Listings' });
const body = el('div', {});

async function show(merchant) {
        const at = `/listing/v1/merchants/${merchant.merchant_id}`;
        const [collections, listings] = await Promise.all([api('GET', `${at}/collections`), api('GET', `${at}/listings?limit=100`)]);
        const change = (collection, next) => el('button', { class: 'quiet', onclick: () => attempt(async () => {
                await api('PATCH', `${at}/collections/${collection.collection_id}`, { state: next });
                say(`${collection.name} is ${next}.`, 'good');
                await show(merchant);
        }) }, next === 'live' ? 'Go live' : 'Pause');
        const withdraw = (listing) => listing.state === 'live' && listing.unit_state === 'listed' ? el('button', { class: 'stop', onclick: () => attempt(async () => {
                await api('POST', `${at}/listings/${listing.listing_id}/withdraw`);
                say('Withdrawn; the unit is graded again and can be offered anew.', 'good');
                await show(merchant);
        }) }, 'Withdraw') : '';
        body.replaceChildren(
                el('section', { class: 'panel' }, el('h2', {}, 'Collections'), table([
                        ['Name', (c) => c.name], ['In the site’s navigation', (c) => c.navigation_label], ['State', (c) => state(c.state)],
                        ['Returns', (c) => c.policy ? (c.policy.final_sale ? 'final sale' : `${c.policy.return_days} days`) : 'no policy yet'],
                        ['Pull', (c) => el('a', { href: `/listing/v1/collections/${c.handle}/listings` }, c.handle)],
                        ['', (c) => change(c, c.state === 'live' ? 'paused' : 'live')],
                ], collections.items, 'No collection yet. A collection is the merchant’s branded resale programme.')),
                el('section', { class: 'panel' }, el('h2', {}, 'Listings'), table([
                        ['Title', (l) => l.title], ['Plate', (l) => plate(l.lpn)], ['Grade', (l) => l.grade], ['Condition', (l) => `${l.condition}: ${l.condition_text}`],
                        ['Price', (l) => money(l.price), 'number'], ['Unit', (l) => state(l.unit_state)], ['Published', (l) => time(l.published_at)], ['', withdraw],
                ], listings.items, 'Nothing is listed yet. Graded units that are to be resold appear here by themselves once the collection is live.')));
}

const chooser = await merchantChooser((merchant) => attempt(() => show(merchant)));
main.append(chooser.node, body);
if (chooser.merchant) await attempt(() => show(chooser.merchant));
