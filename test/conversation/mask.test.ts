import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { createMask } from '../../src/conversation/mask.ts';
import { createPersonalReader } from '../../src/conversation/personal.ts';
import { loadSpeech } from '../../src/knowledge/load-language.ts';

const { personal } = loadSpeech(folders.knowledge).value;
const mask = createMask(createPersonalReader(personal), personal);

describe('a text that leaves as a file', () => {
  it.each([
    ['我是3栋2单元501的罗世珍', '我是3栋…的…'],
    ['三栋二单元五零一室漏水', '三栋…漏水'],
    ['住3-2-501，电话13800138000', '住3-…,电话…'],
    ['3栋501漏水', '3栋…漏水'],
    ['12号楼1804 卫生间漏水', '12号楼… 卫生间漏水'],
    ['身份证11010519491231002X', '身份证…'],
    ['罗世珍家和张三家', '…家和张三家'],
    ['罗世珍13800138000', '……'],
  ])('loses numbers, doors and names that are known: %s', (text, masked) => {
    expect(mask(text, ['罗世珍'])).toBe(masked);
  });

  it.each([
    '电梯坏了3天，修了2次',
    '2026-11-22 起停水，物业费0.5元',
    '低保每月500元，3栋的人都没有',
    '办公室在一楼',
    '医保局说要等60天',
  ])('keeps what is nobody’s: %s', text => {
    expect(mask(text, ['罗世珍'])).toBe(text);
  });

  it.each([
    ['姓名：张三，想问低保', '姓名：…，想问低保'],
    ['我叫李四，住在3栋', '我叫…，住在3栋'],
    ['我老公叫王小明，干活摔了', '我老公叫…，干活摔了'],
    ['户主欧阳明月的档案写错了', '户主…的档案写错了'],
    ['名字叫阿依·古丽江，补贴没到', '名字叫…，补贴没到'],
    ['隔壁，陈大妹13900139000可以作证', '隔壁,……可以作证'],
    ['我是杨秀英，电话：13900139000', '我是…,电话:…'],
    ['韦阿福 身份证丢了办不了', '… 身份证丢了办不了'],
  ])('loses a name that is said to be one: %s', (text, masked) => {
    expect(mask(text, [])).toBe(masked);
  });

  it.each([
    '我叫物业来修，物业不来',
    '我叫了三次没人来',
    '他叫马上交钱，不交就停水',
    '名字写错了，要改名字',
    '户主金额不对',
    '与户主关系写错了',
    '我是高中生，电话打不通',
    '我是农民，电话没人接',
    '方便身份证复印吗',
    '我妈叫救护车，等了一个钟头',
    '户主和家里人都没收到',
    '我是安置户，补贴没到',
    '水，明天电话通知',
    '电梯坏了，何时修',
  ])('loses no word that begins like a name: %s', text => {
    expect(mask(text, [])).toBe(text);
  });

  it('never holds a name that is known, or a telephone number', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const masked = mask(`${before} 罗世珍 13800138000 ${after}`, ['罗世珍']);
        expect(masked).not.toContain('罗世珍');
        expect(masked).not.toContain('13800138000');
      }),
    );
  });
});
