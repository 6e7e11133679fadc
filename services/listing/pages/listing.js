// The lister's place: what is offered, what waits and why, and the collections with their programmes.
import { api, el, forMerchant, page } from './kit/kit.js';
import { collectionsView } from './collections.js';
import { forget, offersView } from './offers.js';
import { waitingView } from './waiting.js';

const views = [['offers', 'Offers', offersView], ['waiting', 'Waiting', waitingView], ['collections', 'Collections', collectionsView]];

let may, body, merchant;

const asked = () => new URLSearchParams(location.search).get('view');

function links(current, counts) {
        return el('nav', { 'aria-label': 'Views' }, el('ul', { class: 'views' }, views.map(([name, text]) => {
                const query = new URLSearchParams({ view: name, merchant: merchant.merchant_id });
                return el('li', {}, el('a', { href: `?${query}`, 'aria-current': name === current ? 'page' : undefined, onclick: (event) => {
                        event.preventDefault();
                        history.pushState(null, '', `?${query}`);
                        show(merchant);
                } }, text, counts[name] ? el('span', { class: 'count' }, counts[name]) : ''));
        }), el('li', {}, el('a', { href: `/listing/shopify.html?merchant=${merchant.merchant_id}` }, 'Shopify'))));
}

const counted = ({ items, next }) => items.length ? `${items.length}${next ? '+' : ''}` : '';

async function show(one) {
        if (merchant && merchant.merchant_id !== one.merchant_id) forget();
        merchant = one;
        const at = `/listing/v1/merchants/${one.merchant_id}`;
        const [collections, waits, found] = await Promise.all(['collections?limit=200', 'waiting?limit=50', 'contradictions?limit=50'].map((part) => api('GET', `${at}/${part}`)));
        const name = views.some(([known]) => known === asked()) ? asked() : collections.items.length ? 'offers' : 'collections';
        const about = { at, may, merchant: one, collections: collections.items, refresh: () => show(one) };
        const view = views.find(([known]) => known === name)[2](about);
        body.replaceChildren(links(name, { waiting: counted({ items: [...waits.items, ...found.items], next: waits.next || found.next }) }), view);
        await view.load?.();
}

addEventListener('popstate', () => merchant && show(merchant));

await page({ place: 'listings', title: 'Listings' }, async (parts) => {
        may = parts.may;
        body = el('div', { class: 'stack' });
        parts.main.append(body);
        await forMerchant(parts, show);
});
