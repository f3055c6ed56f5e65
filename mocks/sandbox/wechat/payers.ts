export interface Payer {
  id: string
  nickname: string
  openid: string
  unionid: string
  /** The openid on a snapshot page: nobody can pay with it. */
  virtualOpenid: string
  colour: string
  /** In fen. */
  balance: number
  pin: string
}

/** The first one uses the phone at the start; the last one has little money. */
export function createPayers(): Payer[] {
  return [
    {
      id: 'lin',
      nickname: '林小满',
      openid: 'oSandboxLin00000000000000001',
      unionid: 'uSandboxLin00000000000000001',
      virtualOpenid: 'oSandboxVirtualLin0000000001',
      colour: '#5b8c7a',
      balance: 888_800,
      pin: '123456',
    },
    {
      id: 'zhou',
      nickname: '周舟',
      openid: 'oSandboxZhou0000000000000002',
      unionid: 'uSandboxZhou0000000000000002',
      virtualOpenid: 'oSandboxVirtualZhou000000002',
      colour: '#7a6ea8',
      balance: 1_234_500,
      pin: '123456',
    },
    {
      id: 'amy',
      nickname: 'Amy 王',
      openid: 'oSandboxAmy00000000000000003',
      unionid: 'uSandboxAmy00000000000000003',
      virtualOpenid: 'oSandboxVirtualAmy0000000003',
      colour: '#b8795a',
      balance: 500,
      pin: '123456',
    },
  ]
}
