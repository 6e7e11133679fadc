// Where a collection's offers are bought: the address of the merchant's own storefront, and what becomes of it for one offer.
import { api, el, field } from './kit/kit.js';

const example = { handle: 'trail-jacket-m-3f9a2b7c51d0', listing_id: '0190a6f2-4c1d-7b3e-9f60-3f9a2b7c51d0', product_id: '7562943103265' };

/** The address with an offer's own in the places of the names; undefined: it has other names, or is none. */
export function addressOf(template, offer) {
        const address = template.replace(/\{(handle|listing_id|product_id)\}/g, (_, name) => encodeURIComponent(offer[name]));
        return /^https:\/\/[^/?#{\s][^{}\s]*$/.test(address) ? address : undefined;
}

/** Fills the parts of a form; offer: one that is there, for the preview. */
export function storefrontFields(storefront, offer) {
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
        return [el('h3', {}, 'Storefront'), typed];
}

/** What is set, and an offer to show it by. */
export async function readStorefront(at, collection) {
        const [storefront, offers] = await Promise.all([api('GET', `${at}/collections/${collection.collection_id}/storefront`),
                api('GET', `${at}/listings?collection_id=${collection.collection_id}&state=live&limit=1`)]);
        return { storefront, offer: offers.items[0] };
}

export const saveStorefront = (at, collection, { product_url = null }) => api('PUT', `${at}/collections/${collection.collection_id}/storefront`, { product_url });
