module example.com/reads-at-start

go 1.19
