// The merchant's own storefront: the address of a piece there and what becomes of it for one offer, the countries of returns, what Google calls the product types.
import { action, api, el, field } from './kit/kit.js';

const example = { handle: 'trail-jacket-m-3f9a2b7c51d0', listing_id: '0190a6f2-4c1d-7b3e-9f60-3f9a2b7c51d0', product_id: '7562943103265' };

/** The address with an offer's own in the places of the names; undefined: it has other names, or is none. */
export function addressOf(template, offer) {
        const address = template.replace(/\{(handle|listing_id|product_id)\}/g, (_, name) => encodeURIComponent(offer[name]));
        return /^https:\/\/[^/?#{\s][^{}\s]*$/.test(address) ? address : undefined;
}

function addressField(storefront, offer) {
        const own = { ...example, ...(offer && { handle: offer.handle, listing_id: offer.listing_id }) };
        const typed = field('product_url', 'Address of a piece', { required: false, value: storefront.product_url || '', maxlength: 500, inputmode: 'url', spellcheck: 'false',
                hint: 'Such as https://shop.example/products/{handle}. {handle}, {listing_id} and {product_id} become those of the piece.' });
        const input = typed.querySelector('input'), result = el('p', { class: 'small muted address', role: 'status' });
        const show = () => {
                const template = input.value.trim(), address = addressOf(template, own);
                result.replaceChildren(...(!template ? ['Without an address the page of a piece has no button.']
                        : address ? ['The button of ', offer ? `“${offer.title}”` : 'a piece', ' leads to ', el('span', { class: 'leads' }, address)]
                        : ['It begins with https:// and has no other names in braces than these.']));
        };
        input.addEventListener('input', show);
        show();
        typed.append(result);
        return typed;
}

/** Named as the API names them, by their place, so that what it finds wrong stands beside its field. */
function categoryRow(one = {}) {
        const node = el('div', { class: 'category' }, field('product_type', 'Product type', { value: one.product_type || '', maxlength: 200 }),
                field('category', 'Google’s category', { value: one.category || '', maxlength: 300 }), action('Remove', async () => {
                        const { parentNode } = node;
                        node.remove();
                        number(parentNode);
                }));
        return node;
}

function number(rows) {
        [...rows.children].forEach((row, i) => row.querySelectorAll('input').forEach((input) => {
                input.dataset.part ||= input.name;
                input.name = `google_categories[${i}].${input.dataset.part}`;
        }));
}

/** Parts of a form, and what is filled in there. offer: one that is there, for the preview. */
export function storefrontFields(storefront, offer) {
        const rows = el('div', { class: 'stack' }, storefront.google_categories.map(categoryRow)), address = addressField(storefront, offer);
        const countries = field('countries', 'Countries of returns', { required: false, value: storefront.countries.join(', '), spellcheck: 'false',
                hint: 'From where returns are taken, such as US, CA. Search engines show return terms only with it.' });
        number(rows);
        const parts = [el('h3', {}, 'Storefront'), address, countries, el('h3', {}, 'Google’s categories'),
                el('p', { class: 'small muted' }, 'What Google calls a product type: a number of its taxonomy such as 1604, or its path. * is every type without its own. Optional.'), rows,
                el('div', {}, action('Add a category', async () => { rows.append(categoryRow()); number(rows); rows.lastChild.querySelector('input').focus(); }))];
        const value = (node, name) => node.querySelector(`[data-part=${name}], [name=${name}]`).value.trim();
        const read = () => ({
                product_url: value(address, 'product_url') || null, countries: value(countries, 'countries').toUpperCase().split(',').map((one) => one.trim()).filter(Boolean),
                google_categories: [...rows.children].map((row) => ({ product_type: value(row, 'product_type'), category: value(row, 'category') })),
        });
        return { parts, read };
}

/** What is set, and an offer to show it by. */
export async function readStorefront(at, collection) {
        const [storefront, offers] = await Promise.all([api('GET', `${at}/collections/${collection.collection_id}/storefront`),
                api('GET', `${at}/listings?collection_id=${collection.collection_id}&state=live&limit=1`)]);
        return { storefront, offer: offers.items[0] };
}

export const saveStorefront = (at, collection, storefront) => api('PUT', `${at}/collections/${collection.collection_id}/storefront`, storefront);
