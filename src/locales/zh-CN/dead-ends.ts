import type { Environment } from '@/payment/arriving-states'

const outside = {
  wechat: '用微信扫一扫二维码，或把链接发到微信里打开。',
  phone:
    '请复制链接，打开微信，发给自己（文件传输助手），再点开付款。也可以保存二维码，用微信扫一扫从相册选取。',
  browser: '用微信扫一扫二维码，在手机上付款。',
  desktop: '电脑版微信不能付款。请用手机微信扫一扫二维码。',
  wecom: '企业微信里不能付款。请用微信扫一扫二维码，或复制链接到微信里打开。',
  mini_program: '小程序里不能这样付款。请复制链接，发到微信聊天里打开。',
} satisfies Record<Environment, string>

export const elsewhere = {
  outside,
  watched: '付好后本页会自动更新。',
  outsideMoney: '本页不能付款，没有发起支付，不会扣款。',
  nowhere: {
    what: '这个地址没有内容。',
    money: '打开它不会扣款。',
    now: '请从商家的菜单或付款链接重新进入。',
  },
  landedBefore: '这个链接已经用过。',
}
