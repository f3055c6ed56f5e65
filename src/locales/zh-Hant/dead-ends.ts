import type { Words } from '../zh-CN/dictionary'

const outside: Words['outside'] = {
  wechat: '請用微信掃描 QR Code，或把連結傳到微信裡開啟。',
  phone:
    '請複製連結，開啟微信，傳給自己（檔案傳輸助手），再點開付款。也可以儲存 QR Code，再用微信從相簿掃描。',
  browser: '請用微信掃描 QR Code，在手機上付款。',
  desktop: '電腦版微信無法付款。請用手機上的微信掃描 QR Code。',
  wecom: '企業微信裡無法付款。請用微信掃描 QR Code，或複製連結到微信裡開啟。',
  mini_program: '小程式裡無法這樣付款。請複製連結，傳到微信聊天裡開啟。',
}

export const elsewhere = {
  outside,
  watched: '付款完成後，本頁會自動更新。',
  outsideMoney: '本頁無法付款，沒有發起付款，不會扣款。',
  nowhere: {
    what: '這個網址沒有內容。',
    money: '開啟它不會扣款。',
    now: '請從商家的選單或付款連結重新進入。',
  },
  landedBefore: '這個連結已經使用過。',
} satisfies Partial<Words>
