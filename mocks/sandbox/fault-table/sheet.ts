import { same, text } from '../text'
import { paymentEnds } from './codes'
import { choice, option, plainSwitch, usual } from './control'
import type { FaultGroup } from './control'

const said = (answer: string) => option(answer, same(answer))

export const whilePaying: FaultGroup = {
  title: text('输密码付款时', '輸入密碼付款時', 'While the PIN is entered'),
  controls: [
    { name: 'pay_fails', text: text('付不出去', '付不出去', 'It fails'), choices: paymentEnds },
    plainSwitch('ok_without_money', text('说付了，没扣钱', '說付了，沒扣錢', 'Says paid, is not')),
    plainSwitch(
      'pay_reported_cancelled',
      text('付了，却说取消', '付了，卻說取消', 'Paid, says cancelled'),
    ),
    plainSwitch('bridge_silent', text('付完不回话', '付完不回話', 'Says nothing afterwards')),
  ],
}

export const theWindow: FaultGroup = {
  title: text('微信支付的窗口', '微信支付的視窗', 'WeChat’s pay window'),
  controls: [
    {
      name: 'bridge_answer',
      text: text('微信回答', '微信回答', 'WeChat answers'),
      choices: [
        { title: null, options: [usual] },
        {
          title: text('不让打开', '不讓開啟', 'It may not open'),
          options: [
            'system:access_denied',
            'access_control:not_allowed',
            'getBrandWCPayRequest:fail_nosupport',
            'getBrandWCPayRequest:fail_no permission to execute',
          ].map(said),
        },
        {
          title: text('没有打开', '沒有開啟', 'It did not open'),
          options: [option('fail_with_description', same('fail + err_desc'))],
        },
        {
          title: text('写法奇怪', '寫法奇怪', 'Oddly written'),
          options: [
            said('pre_verify_jsapi:ok'),
            said('stopMonitoringBeacons:ok'),
            option('errMsg_only', text('只有 errMsg', '只有 errMsg', 'errMsg alone')),
            option('full_width_colon', text('全角冒号', '全形冒號', 'A full-width colon')),
          ],
        },
      ],
    },
    choice('bridge_ready', text('JSBridge 就绪', 'JSBridge 就緒', 'The bridge is ready'), [
      option('normal', text('0.3 秒后', '0.3 秒後', 'after 0.3 s')),
      option('early', text('先于页面脚本', '先於頁面腳本', 'before the page’s scripts')),
      option('late', text('4 秒后', '4 秒後', 'after 4 s')),
      option('never', text('从不', '從不', 'never')),
    ]),
  ],
}
