/** The start page of `npm run dev:mock`: all screens, or one to continue from. */
import { createApp } from 'vue'
import GalleryPage from './GalleryPage.vue'
import StagePage from './StagePage.vue'

/** Shows the gallery in place of the checkout. */
export function showGallery(stage: string | null): void {
  document.title = '收银台的画面'
  document.body.style.margin = '0'
  const page = stage ? createApp(StagePage, { id: stage }) : createApp(GalleryPage)
  page.mount('#app')
}
