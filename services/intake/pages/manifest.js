// Announcing a consignment by its manifest.
import { all, choice, el, empty, field, fileForm } from './kit/kit.js';

const counts = [['blind', 'Count it blindly first'], ['none', 'Without a count']];

/** The form; made(answer) is told what was announced. */
export async function announcing(made) {
        const merchants = (await all('/accounts/v1/merchants')).filter((merchant) => merchant.resale_included);
        if (!merchants.length) return empty('No merchant yet whose plan includes resale. An administrator adds the first one under Set-up.');
        return fileForm({
                label: 'Manifest', hint: 'CSV, as spreadsheets save it, of up to 64 MB. The first line names the columns; the sample shows them. Choose it, or drop it on this form.',
                parts: [
                        field('merchant_id', 'Merchant', { options: merchants.map((one) => [one.merchant_id, one.name]) }),
                        el('div', { class: 'pair' }, field('reference', 'Reference', { required: false }), field('carrier', 'Carrier', { required: false }),
                                field('tracking_number', 'Tracking number', { required: false })),
                        choice('count', 'Before its pieces get their plates', counts, { chosen: 'blind' }),
                ],
                submit: 'Announce consignment',
                path: ({ file, merchant_id: merchant, ...about }) => `/intake/v1/merchants/${merchant}/manifests?${new URLSearchParams(about)}`,
                done: made,
        });
}
