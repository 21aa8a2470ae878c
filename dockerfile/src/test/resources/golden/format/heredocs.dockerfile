FROM x
run   <<EOF   
  keep   this   
	and this\
EOF
copy   <<-A   <<'B'   /d/
	a  
	A
 b
B


RUN  3<<X  cat   
x
X
from y
