module example.com/version-stamp

go 1.19
