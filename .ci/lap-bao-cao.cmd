@echo off
rem Lap bao cao cua nam moi nhat. Nhan dup de chay.
chcp 65001 >nul
cd /d "%~dp0"
xhht.exe report
echo.
pause
