# the answer is not accepted: one level up, by a clock of its own, and all of it waits
cast | yang resident | lin resident | clerk clerk@village | ran seat:supervision | tclerk clerk@township | leader leader@township
tells | appeal
2026-04-01 09:00 | clerk | open open-finance A: title="一季度财务" due_on=2026-04-15 | A preparing
2026-04-02 09:00 | clerk | submit A: lines="[{\"what\": \"管理费支出\", \"way\": \"out\", \"amount\": \"800\"}]" | A checking
2026-04-02 10:00 | ran   | sign A: checked="对" | A shown
2026-04-10 09:00 | yang  | object A: text="八百太多" | A.1 raised
2026-04-11 09:00 | clerk | dismiss A.1: reply="发票都在" | A.1 answered; holder A.1 yang
2026-04-12 09:00 | lin   | insist A.1: reason="我也不认可" | refused WRONG_POST
2026-04-12 09:10 | yang  | insist A.1: | refused MISSING:reason
2026-04-12 09:11 | yang  | insist A.1: reason="发票我没看到" | A.1 appealed; A.1.1 lodged; holder A.1.1 leader; due A.1.1 2026-04-17
2026-04-13 09:00 | clerk | dismiss A.1.1: reply="我再说一遍" | refused WRONG_POST
# Late is told; and the fifteen days are over, but what was published waits.
2026-04-18 00:00 | clock | | A.1.1 overdue; A shown; A.1 appealed
2026-04-19 09:00 | leader | dismiss A.1.1: reply="发票看过，属实" | A.1.1 dismissed; A.1 dismissed by stand-above; A closed by shown-in-full

# upheld above: the objection is upheld, and what was published goes back
cast | yang resident | clerk clerk@village | ran seat:supervision | leader leader@township
tells | appeal
2026-04-01 09:00 | clerk | open open-finance B: title="一季度财务" due_on=2026-04-15 | B preparing
2026-04-02 09:00 | clerk | submit B: lines="[{\"what\": \"管理费支出\", \"way\": \"out\", \"amount\": \"800\"}]" | B checking
2026-04-02 10:00 | ran   | sign B: checked="对" | B shown
2026-04-03 09:00 | yang  | object B: text="八百太多" | B.1 raised
2026-04-04 09:00 | clerk | dismiss B.1: reply="发票都在" | B.1 answered
2026-04-05 09:00 | yang  | insist B.1: reason="发票我没看到" | B.1.1 lodged
2026-04-06 09:00 | leader | look-into B.1.1: note="两张发票对不上" | B.1.1 lodged
2026-04-06 10:00 | leader | uphold B.1.1: reply="只有五百有发票，改" | B.1.1 upheld; B.1 upheld by upheld-above; B preparing by put-right

# taken back: the answer stands
cast | yang resident | clerk clerk@village | ran seat:supervision | leader leader@township
tells | appeal
2026-04-01 09:00 | clerk | open open-finance C: title="一季度财务" due_on=2026-04-15 | C preparing
2026-04-02 09:00 | clerk | submit C: lines="[{\"what\": \"管理费支出\", \"way\": \"out\", \"amount\": \"800\"}]" | C checking
2026-04-02 10:00 | ran   | sign C: checked="对" | C shown
2026-04-03 09:00 | yang  | object C: text="八百太多" | C.1 raised
2026-04-04 09:00 | clerk | dismiss C.1: reply="发票都在" | C.1 answered
2026-04-05 09:00 | yang  | insist C.1: reason="发票我没看到" | C.1.1 lodged
2026-04-05 10:00 | yang  | take-back C.1.1: | C.1.1 taken-back; C.1 dismissed by stand-above
2026-04-18 00:00 | clock | | C closed by shown-in-full
