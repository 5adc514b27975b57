import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const shots = [
 ['ko-light', {locale:'ko-KR', colorScheme:'light', viewport:{width:1100,height:900}}, ['pvc']],
 ['ko-dark-phone', {locale:'ko-KR', colorScheme:'dark', viewport:{width:390,height:844}, deviceScaleFactor:2}, ['/k8s deployment yaml']],
 ['en-light-phone', {locale:'en-US', colorScheme:'light', viewport:{width:390,height:844}, deviceScaleFactor:2}, ['PV vs PVC']],
 ['en-dark', {locale:'en-US', colorScheme:'dark', viewport:{width:1100,height:900}}, ['how do I roll back a deployment']],
 ['ko-unknown', {locale:'ko-KR', colorScheme:'light', viewport:{width:1100,height:700}}, ['ㅔㅍㅊ','헬름 차트 설치']],
];
for (const [name,opt,texts] of shots){ const c=await b.newContext(opt); const p=await c.newPage(); p.on('console',m=>console.log(name,m.text())); await p.goto('http://127.0.0.1:8099/'); for(const t of texts){ await p.fill('#text',t); await p.keyboard.press('Enter'); await p.waitForTimeout(700);} await p.screenshot({path:`/tmp/w/shots/${name}.png`}); await c.close(); }
{ const c=await b.newContext({locale:'ko-KR',viewport:{width:900,height:600}}); const p=await c.newPage(); await p.goto('http://127.0.0.1:8099/'); await p.fill('#text',''); await p.locator('#text').pressSequentially('퍼시',{delay:50}); await p.waitForTimeout(400); await p.keyboard.press('ArrowDown'); await p.screenshot({path:'/tmp/w/shots/suggest.png'}); }
await b.close();
