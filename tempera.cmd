@echo off
rem Runs Tempera on Windows. Builds it first when that has not been done.
rem NOT YET TRIED on a Windows machine; tell us how it went. Unlike the launcher for Linux and
rem macOS it does not notice changed sources: delete cli\target to build anew.
setlocal
set "HOME_=%~dp0"
set "JAR=%HOME_%cli\target\tempera-cli.jar"
set "JAVA_=java"
if defined JAVA_HOME set "JAVA_=%JAVA_HOME%\bin\java"

if exist "%HOME_%cli\target\tempera.built" goto run
where mvn >nul 2>nul || (echo Tempera needs Maven, 3.8 or newer, to build itself: install it so that mvn is on the PATH. 1>&2 & exit /b 1)
echo Building Tempera, once; the first time this downloads its libraries. 1>&2
pushd "%HOME_%"
call mvn -B -q -pl cli -am package -Dmaven.test.skip=true -Dspotless.check.skip=true "-Dtempera.natives=%TEMPERA_NATIVES%" 1>&2
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" (echo The build failed; Maven's words are above. 1>&2 & exit /b 1)
echo built> "%HOME_%cli\target\tempera.built"

:run
"%JAVA_%" -XX:+UseSerialGC -XX:MaxRAMPercentage=50 -XX:TieredStopAtLevel=1 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 %TEMPERA_JAVA_OPTS% -cp "%JAR%" io.github.tempera.cli.Main %*
exit /b %ERRORLEVEL%
