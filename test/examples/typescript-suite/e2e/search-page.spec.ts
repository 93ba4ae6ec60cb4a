// Playwright: options of a test hold tags and annotations, no timeout.
import { expect, test } from '@playwright/test';

test('shows the best page first', async ({ page }) => {
  test.setTimeout(60_000);
  await page.goto('/?q=lunch');
  await expect(page.getByRole('listitem').first()).toHaveText('menu of the canteen');
});

test('says when nothing was found', { tag: '@slow' }, async ({ page }) => {
  await page.goto('/?q=');
  await expect(page.getByText('No pages')).toBeVisible();
});
