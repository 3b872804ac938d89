# the accounts are shown when the supervisors have signed, and not before
cast | yang resident | clerk clerk@village | wei seat:supervision | ran seat:supervision clerk@village
2026-04-01 09:00 | clerk | open open-finance F: title="一季度集体财务" publication=finance period=2026-Q1 due_on=2026-04-15 | F preparing; due F 2026-04-15
2026-04-02 09:00 | wei   | submit F: lines="[{\"what\": \"经营收入\", \"way\": \"in\", \"amount\": \"1\"}]" | refused WRONG_POST
2026-04-03 09:00 | clerk | submit F: lines="[{\"what\": \"经营收入\", \"way\": \"in\", \"amount\": \"一万\"}]" | refused BAD:lines
2026-04-03 09:01 | clerk | submit F: lines="[{\"what\": \"经营收入\", \"way\": \"in\", \"amount\": \"12000\"}, {\"what\": \"公益支出\", \"way\": \"out\", \"amount\": \"5400\", \"note\": \"补助残疾人\"}]" | F checking; holder F seat:supervision; due F 2026-04-08
2026-04-04 09:00 | clerk | sign F: checked="我看对了" | refused WRONG_POST
2026-04-04 10:00 | wei   | send-back F: fault="公益支出少了两张票" | F preparing
2026-04-05 09:00 | ran   | submit F: lines="[{\"what\": \"经营收入\", \"way\": \"in\", \"amount\": \"12000\"}, {\"what\": \"公益支出\", \"way\": \"out\", \"amount\": \"5400.00\", \"note\": \"补助残疾人，票据两张\"}]" | F checking
2026-04-05 10:00 | ran   | sign F: checked="对" | refused APART:submit
2026-04-06 10:00 | wei   | sign F: checked="逐笔核对，票据齐" | F shown
2026-04-21 23:59 | clock | | F shown
2026-04-22 00:00 | clock | | F closed by shown-in-full

# late at the supervisors: everybody sees with whom it lies
cast | clerk clerk@village | wei seat:supervision
2026-04-01 09:00 | clerk | open open-finance G: title="一季度集体财务" due_on=2026-04-15 | G preparing
2026-04-13 09:00 | clerk | submit G: lines="[{\"what\": \"管理费支出\", \"way\": \"out\", \"amount\": \"800\"}]" | G checking; holder G wei; due G 2026-04-15
2026-04-15 18:00 | clock | | G overdue
2026-04-16 09:00 | wei   | sign G: checked="补核" | G shown
2026-05-02 00:00 | clock | | G closed by shown-in-full

# an upheld objection brings the accounts back
cast | yang resident | clerk clerk@village | wei seat:supervision
tells | objection
2026-04-01 09:00 | clerk | open open-finance H: title="一季度集体财务" due_on=2026-04-15 | H preparing
2026-04-02 09:00 | clerk | submit H: lines="[{\"what\": \"公益支出\", \"way\": \"out\", \"amount\": \"5400\"}]" | H checking
2026-04-03 09:00 | wei   | sign H: checked="对" | H shown
2026-04-05 09:00 | yang  | object H: text="少了一笔修桥的钱" | H.1 raised; holder H.1 clerk; due H.1 2026-04-10
2026-04-06 09:00 | clerk | uphold H.1: reply="是漏了，补上重新公示" | H.1 upheld; H preparing by put-right
2026-04-07 09:00 | clerk | submit H: lines="[{\"what\": \"公益支出\", \"way\": \"out\", \"amount\": \"5400\"}, {\"what\": \"修桥\", \"way\": \"out\", \"amount\": \"900\"}]" | H checking
2026-04-08 09:00 | wei   | sign H: checked="补齐了" | H shown
2026-04-24 00:00 | clock | | H closed by shown-in-full
