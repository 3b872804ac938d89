# two thirds of all representatives, not of those who came; the township approves before anything is shown
cast | cun chair:village-committee | dai chair:village-assembly | tclerk clerk@township | wei seat:supervision | clerk clerk@village | yang resident
2026-03-02 09:00 | cun    | open contract-out-land A: title="河边十亩" proposal="河边十亩包给果园公司五年，每年每亩六百元，归集体" decides=representatives | A proposed; holder A cun; seen yang A
2026-03-02 10:00 | cun    | ask-villagers A: | refused ANSWER_decides
2026-03-02 10:10 | cun    | ask-representatives A: | A deciding
2026-03-03 09:00 | dai    | call-meeting A: prior=no | refused PRIOR:party-discussion
# Thirty-one representatives: twenty of twenty-one who came are not two thirds of all.
2026-03-05 09:00 | dai    | assembly A: present=20 yes=20 | A revising by too-few
2026-03-06 09:00 | cun    | change A: proposal="河边十亩包给果园公司三年，每年每亩七百元，归集体" reason="都说五年太长" | A proposed
2026-03-06 09:10 | cun    | ask-representatives A: | A deciding
2026-03-08 09:00 | dai    | assembly A: present=28 yes=21 minutes="二十八人到，二十一人同意" | A at-township by carried; holder A tclerk
2026-03-08 10:00 | cun    | announce A: | refused FILING_OPEN:approval
2026-03-09 09:00 | cun    | give-approval A: approved_as="自己批的" | refused WRONG_POST
2026-03-09 09:10 | tclerk | deny-approval A: | refused MISSING:why_not
2026-03-09 09:20 | tclerk | deny-approval A: why_not="合同没写到期怎么还原，问镇经管站" | A revising by came-back
2026-03-10 09:00 | cun    | change A: proposal="河边十亩包给果园公司三年，每年每亩七百元，归集体；到期恢复成田" reason="补上到期恢复" | A proposed
2026-03-10 09:10 | cun    | ask-representatives A: | A deciding
2026-03-12 09:00 | dai    | assembly A: present=31 yes=29 | A at-township
2026-03-13 09:00 | tclerk | give-approval A: approved_as="乡批〔2026〕1号" | A at-township
2026-03-13 10:00 | cun    | announce A: | A announced; field A approved_as 乡批〔2026〕1号
2026-03-20 09:00 | yang   | object A: text="地里有我家两棵树" | A.1 raised
2026-03-21 09:00 | clerk  | dismiss A.1: reply="树归你家，合同里写了" | A.1 answered
2026-03-22 09:00 | yang   | accept-answer A.1: | A.1 dismissed
2026-03-29 00:00 | clock  | | A agreed by sign

# in the villagers' assembly too it is two thirds of all: more than half of those there is not enough
cast | cun chair:village-committee | zhu chair:villagers | tclerk clerk@township | clerk clerk@village | yang resident | lin resident
hamlet | 东坡 4 x 1 | 0 0
2026-03-02 09:00 | cun    | open contract-out-land B: title="老坡林地" proposal="老坡林地包给外县人十年" decides=villagers | B proposed
2026-03-02 10:00 | cun    | ask-villagers B: | B deciding
2026-03-03 09:00 | zhu    | call-meeting B: days=10 | ok
2026-03-13 09:10 | zhu    | assembly B: present=5 yes=3 minutes="到五人，三人同意，应到六人要四人" | B rejected by lost

# an objection is upheld: back, and then nobody wants it any more
cast | cun chair:village-committee | zhu chair:villagers | tclerk clerk@township | clerk clerk@village | yang resident | lin resident
2026-03-02 09:00 | cun    | open contract-out-land C: title="老坡林地" proposal="老坡林地包给外县人十年" decides=villagers | C proposed
2026-03-02 10:00 | cun    | ask-villagers C: | C deciding
2026-03-03 09:00 | zhu    | call-meeting C: days=10 | ok
2026-03-13 09:10 | zhu    | assembly C: present=2 yes=2 | C at-township
2026-03-14 09:00 | tclerk | give-approval C: approved_as="乡批〔2026〕2号" | C at-township
2026-03-14 10:00 | cun    | announce C: | C announced
2026-03-15 09:00 | yang   | object C: text="里面有祖坟" | C.1 raised
2026-03-16 09:00 | clerk  | uphold C.1: reply="属实，不能包" | C.1 upheld; C revising by objected
2026-03-17 09:00 | cun    | drop C: reason="有祖坟，不包了" | C dropped
