// A piece without a tag: found in the merchant's catalogue by words and pictures.
import { api, el, failed, money, Problem } from './kit/kit.js';

const pause = 200, most = 20;
let count = 0;

/** A shop's CDN makes it small. */
const small = (url) => {
        const address = url.replace(/^http:/, 'https:');
        return /^https:\/\/cdn\.shopify\.com\//.test(address) ? `${address}${address.includes('?') ? '&' : '?'}width=144` : address;
};

/** The merchant's own picture; without one, or when it cannot be had, the place stays as large as it is. */
export function picture({ image_url }) {
        const frame = el('span', { class: 'picture' }), none = () => frame.replaceChildren(el('span', { class: 'small' }, 'No picture'));
        if (image_url) frame.append(el('img', { src: small(image_url), alt: '', width: 72, height: 72, decoding: 'async', referrerpolicy: 'no-referrer', onerror: none }));
        else none();
        return frame;
}

export const named = (product) => [product.title, product.variant_title].filter(Boolean).join(', ');

const about = (product) => [picture(product), el('span', {}, el('span', {}, named(product)),
        el('span', { class: 'small muted' }, [product.vendor, product.product_type, money(product.price)].filter(Boolean).join(' · ')),
        el('span', { class: 'small muted code' }, [product.sku, product.barcode].filter(Boolean).join(' · ')))];

const counted = ({ items, next }) => next ? `The first ${most}; one more word finds fewer.` : items.length === 1 ? '1 product.' : `${items.length} products.`;

/**
 * A box for words and the products that they find. choose(product) is told the choice, undefined when it is taken back. offered: products that are shown without words.
 * chosen() is the product, if any.
 */
export function finder(merchant_id, { choose = () => {}, offered = [], label = 'No tag? Find it' } = {}) {
        const id = `find-${++count}`, path = `/intake/v1/merchants/${merchant_id}/catalogue`;
        const said = el('p', { class: 'small muted', role: 'status' }, 'By what it looks like: kind, colour, size, brand, or a part of its SKU.');
        const found = el('ul', { role: 'listbox', id: `${id}-list`, 'aria-label': 'Products found', class: 'found' }), place = el('div', { class: 'stack' });
        const box = el('input', { id, type: 'search', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': `${id}-list`, 'aria-autocomplete': 'list', autocomplete: 'off',
                enterkeyhint: 'search' });
        let items = [], active = -1, asked = 0, timer, product;

        const mark = (index) => {
                active = index;
                [...found.children].forEach((node, i) => node.setAttribute('aria-selected', String(i === index)));
                if (index < 0) box.removeAttribute('aria-activedescendant');
                else {
                        box.setAttribute('aria-activedescendant', `${id}-${index}`);
                        found.children[index].scrollIntoView({ block: 'nearest' });
                }
        };
        const list = (products, sentence) => {
                items = products;
                found.replaceChildren(...products.map((one, i) => el('li', { role: 'option', id: `${id}-${i}`, 'aria-selected': 'false', onclick: () => take(one) }, about(one))));
                box.setAttribute('aria-expanded', String(products.length > 0));
                mark(-1);
                said.replaceChildren(sentence);
        };
        const take = (one) => {
                product = one;
                place.replaceChildren(el('div', { class: 'found one' }, about(one)),
                        el('div', {}, el('button', { type: 'button', class: 'quiet', onclick: () => { drop(); box.focus(); } }, 'Choose another')));
                choose(one);
                place.querySelector('button').focus();
        };
        const drop = () => {
                product = undefined;
                place.replaceChildren(...search);
                choose(undefined);
        };
        const none = async (words) => {
                const { products } = await api('GET', `${path}/state`);
                return products ? `Nothing is like “${words}”. Try fewer words, or another for the same.`
                        : 'This merchant has no catalogue yet. A supervisor uploads it under Receive, Catalogue.';
        };
        const look = async () => {
                const words = box.value.trim(), turn = ++asked;
                if (!words) return list(offered, offered.length ? 'What the code stands for.' : '');
                try {
                        const page = await api('GET', `${path}?limit=${most}&q=${encodeURIComponent(words)}`), sentence = page.items.length ? counted(page) : await none(words);
                        if (turn === asked) list(page.items, sentence);
                } catch (error) {
                        if (!(error instanceof Problem)) throw error;
                        if (turn === asked) list([], failed(error, look));
                }
                return undefined;
        };
        box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, pause); });
        box.addEventListener('keydown', (event) => {
                const { key } = event, step = { ArrowDown: 1, ArrowUp: -1 }[key];
                if (key === 'Enter') {
                        event.preventDefault();   /* of the form it may stand in */
                        if (active >= 0) take(items[active]);
                        else look();
                } else if (key === 'Escape' && box.value) {
                        event.preventDefault();
                        box.value = '';
                        look();
                } else if (step && items.length) {
                        event.preventDefault();
                        mark(Math.max(-1, Math.min(items.length - 1, active + step)));
                }
        });
        const search = [el('div', { class: 'field' }, el('label', { for: id }, label), box, said), found];
        place.append(...search);
        if (offered.length) list(offered, 'What the code stands for.');
        return { node: place, take, chosen: () => product };
}
