# escape=`

from   x
run dir `  
   c:\
workdir   c:\a b`
