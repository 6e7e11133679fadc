import { row, sheet, test, visit } from './harness.mjs';
import { admin, people } from './seed.mjs';

const save = (page) => sheet(page).getByRole('button', { name: 'Save' }).click();

async function addDestination(page, name, type) {
        await page.getByRole('button', { name: 'Add destination' }).click();
        await sheet(page).getByLabel('Name').fill(name);
        await sheet(page).getByLabel('Type').selectOption(type);
        await sheet(page).getByLabel('Street').fill('123 Main St');
        await sheet(page).getByLabel('City').fill('Columbus');
        await sheet(page).getByLabel('Postal code').fill('43210');
        await sheet(page).getByLabel('Country').fill('US');
        if (name.startsWith('Resale')) await sheet(page).getByLabel('It is ours').check();
        await sheet(page).getByRole('button', { name: 'Add destination' }).click();
        await row(page, name).waitFor();
}

test('routing is set up, tried dry with its trace, and changed', async () => {
        const page = await visit('/routing/', { person: admin });
        page.allow = /422/;
        await addDestination(page, 'Own warehouse', 'warehouse');
        await addDestination(page, 'Resale partner', 'warehouse');
        await addDestination(page, 'Resale donation', 'donation_center');
        await row(page, 'Own warehouse').getByText('Default').waitFor();

        await page.getByRole('button', { name: 'Add workflow' }).click();
        await sheet(page).getByLabel('Name').fill('Damaged to us');
        await sheet(page).getByLabel('Return reason').fill('Item arrived damaged');
        await save(page);
        await sheet(page).locator('.error', { hasText: 'Is required, except for keep_item' }).waitFor();
        await sheet(page).getByLabel('Destination').selectOption({ label: 'Resale donation' });
        await save(page);
        await row(page, 'Damaged to us').getByText('Return reason: Item arrived damaged').waitFor();

        await page.getByRole('button', { name: 'Add rule' }).click();
        await sheet(page).getByLabel('Destination').selectOption({ label: 'Resale partner' });
        await save(page);
        await sheet(page).locator('.error', { hasText: /at least one/ }).waitFor();
        await sheet(page).getByLabel('Product type').fill('Fleece, Jacket');
        await sheet(page).getByLabel('Price from').fill('12.5');
        await save(page);
        await row(page, 'Product type: Fleece, Jacket; Price from: $12.50').waitFor();

        await page.getByRole('button', { name: 'Dry run' }).click();
        await sheet(page).getByRole('button', { name: 'Where would it go' }).click();
        await sheet(page).getByText('Workflow “Damaged to us”, version 1').waitFor();
        await sheet(page).getByText('Goes to Resale donation').waitFor();
        await sheet(page).getByLabel('Return reason').fill('Too small');
        await sheet(page).getByLabel('Product type').fill('Fleece');
        await sheet(page).getByLabel('Price').fill('99');
        await page.keyboard.press('Enter');
        await sheet(page).getByText('Goes to Resale partner').waitFor();
        await sheet(page).getByText('passed over').first().waitFor();
        await page.keyboard.press('Escape');

        await page.locator('.panel', { hasText: 'How it is decided' }).getByRole('button', { name: 'Change' }).click();
        await sheet(page).getByLabel('Enforce product rules').check();
        await save(page);
        await page.getByText('Product rules are enforced: one shipment per destination.').waitFor();

        await row(page, 'Damaged to us').getByRole('button', { name: 'Change' }).click();
        await sheet(page).getByLabel('Priority').fill('20');
        await save(page);
        await row(page, 'Damaged to us').getByText('2', { exact: true }).waitFor();
        await row(page, 'Damaged to us').getByRole('button', { name: 'End' }).click();
        await sheet(page).getByRole('button', { name: 'End it' }).click();
        await page.getByText('No workflow yet.').waitFor();
});

test('a supervisor reads the routing and changes nothing', async () => {
        const page = await visit('/routing/', { person: people.supervisor });
        await page.getByRole('heading', { name: 'Destinations' }).waitFor();
        for (const name of ['Add destination', 'Add rule', 'Add workflow', 'Connect']) if (await page.getByRole('button', { name }).count()) throw new Error(`${name} is offered`);
        await page.getByRole('button', { name: 'Dry run' }).waitFor();
});
