module example.com/reads-configuration

go 1.19
