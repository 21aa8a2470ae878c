module example.com/reads-in-silence

go 1.19
